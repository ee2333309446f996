import { stat } from 'node:fs/promises';
import { readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `nobody`: exists on every Unix and owns nothing. */
const NOBODY = 65_534;

/**
 * Who the server runs as. PostgreSQL refuses to run as root, so root lends it another face:
 * `self` is the ordinary case; `other` is an unprivileged user id; `namespace` is a user namespace in which root looks
 * like somebody else, for folders no other user can enter (a DATA_DIR under /root).
 */
export type ServerUser =
  | { readonly kind: 'self' }
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' };

/**
 * Chooses the user for a server whose files live in `folder` (it may not exist yet) inside `parent`, and whose
 * programs live in `programs`. An existing folder keeps its owner, so that the choice is the same at every start.
 */
export async function chooseServerUser(folder: string, parent: string, programs: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const existing = await stat(folder).catch(() => undefined);
  if (existing?.uid === 0) return { kind: 'namespace' };
  const owner = existing ?? (await unprivilegedOwner(parent));
  const reachable = (await canEnter(parent, owner)) && (await canEnter(programs, owner));
  return reachable ? { kind: 'other', uid: owner.uid, gid: owner.gid } : { kind: 'namespace' };
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** The owner of DATA_DIR when that is a person known to the system (a volume of somebody's), else `nobody`. */
async function unprivilegedOwner(parent: string): Promise<Identity> {
  const { uid, gid } = await stat(parent);
  // initdb looks its user up by name and gives up when there is none.
  const known =
    uid !== 0 && (await readFile('/etc/passwd', 'utf8')).split('\n').some((l) => l.split(':')[2] === `${uid}`);
  return known ? { uid, gid } : { uid: NOBODY, gid: NOBODY };
}

/** Whether that user may pass through every folder on the way to `path`, and into it. */
export async function canEnter(path: string, user: Identity): Promise<boolean> {
  for (let folder = await realpath(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}
