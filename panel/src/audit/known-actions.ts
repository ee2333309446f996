/** What is written down, by the kind of thing it was done to. */
const VERBS = {
  account: ['create', 'change', 'password', 'remove', 'sign-out'],
  broadcast: [
    'create',
    'update',
    'schedule',
    'unschedule',
    'start',
    'pause',
    'resume',
    'cancel',
    'retry-failed',
    'resend-unknown',
  ],
  channel: ['add', 'activate', 'deactivate', 'join-requests', 'remove'],
  file: ['upload', 'rename', 'retag', 'reprocess', 'remove'],
  job: ['retry'],
  library: ['reprocess'],
  order: ['retry', 'cancel'],
  product: ['create', 'change', 'activate', 'deactivate'],
  role: ['create', 'change', 'remove'],
  setting: ['change', 'reset'],
  thumbnail: ['set', 'clear'],
  transcription: ['cancel'],
  user: ['block', 'unblock', 'language', 'role'],
} as const;

export const knownActions: readonly string[] = Object.entries(VERBS).flatMap(([kind, verbs]) =>
  verbs.map((verb) => `${kind}.${verb}`),
);

/** Which kinds of things have changes to look for, and the section that shows one of them. */
export const targetSections = {
  account: 'admins',
  broadcast: 'broadcasts',
  channel: 'channels',
  file: 'files',
  job: undefined,
  library: undefined,
  order: 'orders',
  product: 'products',
  role: 'roles',
  setting: undefined,
  transcription: undefined,
  user: 'users',
} as const;

export type TargetKind = keyof typeof targetSections;
export const targetKinds = Object.keys(targetSections) as readonly TargetKind[];
