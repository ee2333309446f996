import sharp from 'sharp';
import { buttons } from '../../../src/bot/callbacks';
import { ChatApp, OWNER_ID, type Person } from '../../support/chat-app';
import { FakeTelegramClient } from '../../support/fake-telegram-client';
import { peoplesDoing } from '../../support/peoples-doing';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

type Values = Record<string, unknown>;
type Change = [
  what: string,
  action: string,
  make: (admin: Person) => Promise<unknown>,
  before: Values | null,
  after: Values | null,
];

const SOMEBODY = 7;
const NEWS = -1001;
const place = { filter: 'all', page: 1 } as const;
const file = { fileId: 1, ...place };
const product = { code: 'A1' };
const draft = { broadcastId: 1 };
const sent = { broadcastId: 2 };

/** Answers a dialogue one message after the other. */
const saying =
  (...texts: string[]) =>
  async (admin: Person): Promise<void> => {
    for (const text of texts) await admin.say(text);
  };
const tapping =
  (data: string, ...texts: string[]) =>
  async (admin: Person): Promise<void> => {
    await admin.tap(data);
    await saying(...texts)(admin);
  };

/** Every change that somebody can make in the chat for others, in an order in which each can be made, and its line. */
const CHANGES: Change[] = [
  [
    'a file is uploaded',
    'file.upload',
    async (admin) => {
      await admin.say('/upload');
      await admin.sendDocument('guide.pdf');
      await saying('Guide', 'one, two')(admin);
    },
    null,
    { title: 'Guide - Bellhop', tags: ['one', 'two'] },
  ],
  [
    'a title',
    'file.rename',
    tapping(buttons.editFile.pack({ field: 'title', ...file }), 'Book'),
    { title: 'Guide - Bellhop' },
    { title: 'Book - Bellhop' },
  ],
  [
    'tags',
    'file.retag',
    tapping(buttons.editFile.pack({ field: 'tags', ...file }), '-'),
    { tags: ['one', 'two'] },
    { tags: [] },
  ],
  [
    'a file again',
    'file.reprocess',
    tapping(buttons.reprocessFile.pack(file)),
    { status: 'pending' },
    { status: 'pending' },
  ],
  [
    'a thumbnail',
    'thumbnail.set',
    async (admin) => {
      await admin.say('/set_thumb');
      await admin.send({ photo: [{ file_id: 'p', file_unique_id: 'p', width: 90, height: 90, file_size: 900 }] });
    },
    null,
    { width: 90, height: 90 },
  ],
  [
    'the library again',
    'library.reprocess',
    tapping(buttons.applyThumbnail.pack()),
    null,
    { files: expect.any(Number) },
  ],
  ['no thumbnail', 'thumbnail.clear', tapping(buttons.clearThumbnail.pack()), { width: 90, height: 90 }, null],
  ['a file removed', 'file.remove', tapping(buttons.removeFileForSure.pack(file)), { title: 'Book - Bellhop' }, null],

  ['a channel', 'channel.add', tapping(buttons.addChannel.pack(), '@news'), null, { title: 'News', active: true }],
  [
    'a channel paused',
    'channel.deactivate',
    tapping(buttons.toggleChannel.pack({ channelId: NEWS, active: 'off' })),
    { active: true },
    { active: false },
  ],
  [
    'a channel resumed',
    'channel.activate',
    tapping(buttons.toggleChannel.pack({ channelId: NEWS, active: 'on' })),
    { active: false },
    { active: true },
  ],
  [
    'join requests',
    'channel.join-requests',
    tapping(buttons.toggleJoinRequests.pack({ channelId: NEWS, requests: 'on' })),
    { takesJoinRequests: false },
    { takesJoinRequests: true },
  ],
  [
    'a channel removed',
    'channel.remove',
    tapping(buttons.removeChannelForSure.pack({ channelId: NEWS })),
    { title: 'News' },
    null,
  ],

  ['somebody blocked', 'user.block', saying(`/block ${SOMEBODY}`), { blocked: false }, { blocked: true }],
  ['somebody let in', 'user.unblock', saying(`/unblock ${SOMEBODY}`), { blocked: true }, { blocked: false }],
  [
    'a role',
    'user.role',
    tapping(buttons.setRole.pack({ userId: SOMEBODY, role: 'editor' })),
    { role: 'user' },
    { role: 'editor' },
  ],

  [
    'a product',
    'product.create',
    async (admin) => {
      await tapping(buttons.addProduct.pack(), 'A1', 'Mug')(admin);
      await admin.tap(buttons.draftKind.pack({ kind: 'photo' }));
      await tapping(buttons.draftKindsDone.pack(), '5', '/skip')(admin);
    },
    null,
    { code: 'A1', name: 'Mug', acceptedMedia: ['photo'] },
  ],
  [
    'its name',
    'product.change',
    tapping(buttons.editProduct.pack({ field: 'name', ...product }), 'Cup'),
    { name: 'Mug' },
    { name: 'Cup' },
  ],
  [
    'its size',
    'product.change',
    tapping(buttons.editProduct.pack({ field: 'maxFileSizeBytes', ...product }), '7'),
    { maxFileSizeBytes: expect.any(Number) },
    { maxFileSizeBytes: expect.any(Number) },
  ],
  [
    'its series',
    'product.change',
    tapping(buttons.editProduct.pack({ field: 'seriesPattern', ...product }), '[A-Z]{2}'),
    { seriesPattern: null },
    { seriesPattern: '[A-Z]{2}' },
  ],
  [
    'its series gone',
    'product.change',
    tapping(buttons.editProduct.pack({ field: 'seriesPattern', ...product }), '/skip'),
    { seriesPattern: '[A-Z]{2}' },
    { seriesPattern: null },
  ],
  [
    'its kinds',
    'product.change',
    tapping(buttons.toggleProductKind.pack({ kind: 'video', ...product })),
    { acceptedMedia: ['photo'] },
    { acceptedMedia: ['photo', 'video'] },
  ],
  [
    'it off',
    'product.deactivate',
    tapping(buttons.toggleProduct.pack({ active: 'off', ...product })),
    { active: true },
    { active: false },
  ],
  [
    'it on',
    'product.activate',
    tapping(buttons.toggleProduct.pack({ active: 'on', ...product })),
    { active: false },
    { active: true },
  ],

  [
    'an order again',
    'order.retry',
    tapping(buttons.retryOrder.pack({ orderId: 1 })),
    { status: 'failed' },
    { status: 'confirmed' },
  ],
  [
    'an order cancelled',
    'order.cancel',
    tapping(buttons.cancelOrder.pack({ orderId: 2 })),
    { status: 'awaiting_series' },
    { status: 'cancelled' },
  ],
  [
    'a recording cancelled',
    'transcription.cancel',
    tapping(buttons.cancelTranscription.pack({ requestId: 1 })),
    { state: 'waiting' },
    { state: 'cancelled' },
  ],

  ['a broadcast', 'broadcast.create', saying('/broadcast Hello'), null, { content: { kind: 'text', html: 'Hello' } }],
  [
    'a second one',
    'broadcast.create',
    tapping(buttons.newBroadcast.pack(), 'Again'),
    null,
    { content: { kind: 'text', html: 'Again' } },
  ],
  [
    'its language',
    'broadcast.update',
    tapping(buttons.setBroadcastLanguage.pack({ language: 'en', ...draft })),
    { language: null },
    { language: 'en' },
  ],
  [
    'its audience',
    'broadcast.update',
    tapping(buttons.setBroadcastActivity.pack({ days: '30', ...draft })),
    { activeWithinDays: null },
    { activeWithinDays: 30 },
  ],
  [
    'its silence',
    'broadcast.update',
    tapping(buttons.setBroadcastFlag.pack({ flag: 'silent', value: 'on', ...draft })),
    { silent: false },
    { silent: true },
  ],
  [
    'its buttons',
    'broadcast.update',
    tapping(buttons.askBroadcast.pack({ question: 'buttons', ...draft }), 'Site - example.org'),
    { buttons: [] },
    { buttons: [[{ text: 'Site', url: 'https://example.org' }]] },
  ],
  [
    'no buttons',
    'broadcast.update',
    tapping(buttons.clearBroadcastButtons.pack(draft)),
    { buttons: [[{ text: 'Site', url: 'https://example.org' }]] },
    { buttons: [] },
  ],
  [
    'its time',
    'broadcast.schedule',
    tapping(buttons.askBroadcast.pack({ question: 'start', ...draft }), '+2h'),
    { status: 'draft' },
    { status: 'scheduled', startAt: expect.any(String) },
  ],
  [
    'no time',
    'broadcast.unschedule',
    tapping(buttons.unscheduleBroadcast.pack(draft)),
    { status: 'scheduled' },
    { status: 'draft' },
  ],
  [
    'it begun',
    'broadcast.start',
    tapping(buttons.startBroadcast.pack(draft)),
    { status: 'draft' },
    { status: 'running' },
  ],
  [
    'it paused',
    'broadcast.pause',
    tapping(buttons.pauseBroadcast.pack(draft)),
    { status: 'running' },
    { status: 'paused' },
  ],
  [
    'it resumed',
    'broadcast.resume',
    tapping(buttons.resumeBroadcast.pack(draft)),
    { status: 'paused' },
    { status: 'running' },
  ],
  [
    'it given up',
    'broadcast.cancel',
    tapping(buttons.cancelBroadcastForSure.pack(draft)),
    { status: 'running' },
    { status: 'cancelled' },
  ],
  [
    'failed ones again',
    'broadcast.retry-failed',
    tapping(buttons.retryFailed.pack(sent)),
    { status: 'finished' },
    { status: 'running', recipients: 1 },
  ],
  [
    'unknown ones again',
    'broadcast.resend-unknown',
    tapping(buttons.resendUnknownForSure.pack(sent)),
    { status: 'running' },
    { status: 'running', recipients: 1 },
  ],
];

/** Buttons that only show something, ask, lead into a dialogue, or concern nobody but who taps them. */
const CHANGE_NOTHING = [
  ['home', 'help', 'stay', 'cancelDialogue', 'languages', 'setLanguage', 'checkSubscription', 'stats', 'status'],
  ['download', 'askWords', 'searchPage', 'popular', 'files', 'showFile', 'removeFile'],
  ['startUpload', 'useSuggestion', 'skipTags', 'channels', 'showChannel', 'removeChannel'],
  ['orders', 'beginOrder', 'showOrder', 'products', 'showProduct', 'productKinds', 'skipPattern'],
  ['broadcasts', 'showBroadcast', 'testBroadcast', 'cancelBroadcast', 'resendUnknown', 'broadcastLedger'],
].flat();

describe('a change in the chat', () => {
  let db: TestDatabase;
  let app: ChatApp;
  let admin: Person;
  const tapped = new Set<string>();

  beforeAll(async () => {
    db = await openTestDatabase();
    const jpeg = await sharp({ create: { width: 90, height: 90, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    let messageId = 0;
    const gateway = {
      getIdentity: async () => ({ id: 100200300, username: 'bellhop_bot', displayName: 'Bellhop' }),
      describeChat: async () => ({ id: NEWS, type: 'channel' as const, title: 'News', username: 'news' }),
      getMembership: async () => 'administrator' as const,
      createInviteLink: async () => 'https://t.me/+join',
      readSmallFile: async () => jpeg,
      sendText: async (chatId: number) => ({ chatId, messageId: (messageId += 1) }),
      editText: async () => undefined,
      deleteMessage: async () => undefined,
    };
    app = await ChatApp.startWhole(db, { telegram: new FakeTelegramClient() }, gateway);
    admin = app.person(OWNER_ID);
    await admin.say('/start');
    await app.person(SOMEBODY).say('/start');
  });
  afterAll(async () => {
    await app.stop();
    await db.close();
  });

  const prepare = peoplesDoing(SOMEBODY, OWNER_ID);

  it.each(CHANGES)(
    '(%s) leaves the line %s, with who, before and after',
    async (_what, action, make, before, after) => {
      if (prepare[action]) await db.database.execute(prepare[action]);
      const lastId = async () =>
        (await db.database.query<{ id: number }>('SELECT coalesce(max(id), 0)::int AS id FROM audit_entries'))[0]?.id;
      const known = await lastId();
      const tap = admin.tap.bind(admin);
      const watched = Object.assign(Object.create(admin) as Person, {
        tap: (data: string) => {
          tapped.add(data.split(':').slice(0, 2).join(':'));
          return tap(data);
        },
      });
      await make(watched);
      const lines = await db.database.query<Values>(
        'SELECT actor_kind, actor_id, action, before, after FROM audit_entries WHERE id > $1 ORDER BY id',
        [known],
      );
      const matching = (values: Values | null): unknown => values && expect.objectContaining(values);
      expect({ lines, said: lines.length === 1 || app.around.telegram.lastText() }).toEqual({
        lines: [
          { actor_kind: 'chat', actor_id: String(OWNER_ID), action, before: matching(before), after: matching(after) },
        ],
        said: true,
      });
    },
  );

  it('is made by a button that is in this table, or the button is known to change nothing', () => {
    const undecided = Object.entries(buttons)
      .filter(([name, { prefix }]) => !tapped.has(prefix) && !CHANGE_NOTHING.includes(name))
      .map(([name]) => name);
    expect(undecided).toEqual([]);
  });
});
