import type { AppError } from '../../../src/common/app-error';
import {
  AlbumTakesNoButtons,
  BroadcastAlreadyStarted,
  BroadcastContentRefused,
  BroadcastMarkupInvalid,
  BroadcastMoveRefused,
  BroadcastNotFound,
  BroadcastOriginalGone,
  BroadcastTextEmpty,
  NoRecipients,
  StartTimePast,
  StartTimeTooFar,
} from '../../../src/broadcast';
import { TelegramRejected, TelegramTransient } from '../../../src/telegram/telegram-errors';
import { actor, BroadcastBench, OWNER } from './support/broadcast-bench';

describe('a broadcast is refused before anybody gets it', () => {
  let bench: BroadcastBench;

  beforeAll(async () => {
    bench = await BroadcastBench.open();
  });
  beforeEach(() => bench.reset(3));
  afterAll(() => bench.close());

  const draft = async (content: object, options: object = {}): Promise<number> => {
    const { id } = await bench.main.service.create({ content, ...options } as never, actor);
    return id;
  };
  const text = (html: string): Promise<number> => draft({ kind: 'text', html });
  const problemsOf = async (id: number): Promise<AppError[]> => [...(await bench.main.service.preview(id)).problems];
  const nobodyGotIt = (): void => expect(bench.telegram.broadcast()).toEqual([]);

  it('when its text is empty', async () => {
    const id = await text(' \n ');
    expect(await problemsOf(id)).toEqual([expect.any(BroadcastTextEmpty)]);
    await expect(bench.main.service.start(id, actor)).rejects.toThrow(BroadcastTextEmpty);
    expect((await bench.main.service.get(id)).status).toBe('draft');
    nobodyGotIt();
  });

  it('when its markup does not parse: the preview says so, and where', async () => {
    const id = await text('Hello <b>everybody');
    const [problem] = await problemsOf(id);
    expect(problem).toBeInstanceOf(BroadcastMarkupInvalid);
    expect(problem?.params).toEqual({ near: '<b>' });
    await expect(bench.main.service.testToMyself(id, OWNER)).rejects.toThrow(BroadcastMarkupInvalid);
    await expect(bench.main.service.start(id, actor)).rejects.toThrow(BroadcastMarkupInvalid);
    expect(bench.telegram.told).toEqual([]);
  });

  it('when Telegram finds something that we did not: its author alone has seen it', async () => {
    const id = await text('fine to us');
    bench.telegram.onSend = () => {
      throw new TelegramRejected(400, "Bad Request: can't parse entities");
    };
    await expect(bench.main.service.start(id, actor)).rejects.toThrow(BroadcastContentRefused);
    expect((await bench.main.service.get(id)).status).toBe('draft');
    nobodyGotIt();
  });

  it('when nobody would get it', async () => {
    const id = await draft({ kind: 'text', html: 'Hello' }, { language: 'uz' });
    expect(await bench.main.service.preview(id)).toMatchObject({ recipients: 0, problems: [expect.any(NoRecipients)] });
    await expect(bench.main.service.start(id, actor)).rejects.toThrow(NoRecipients);
  });

  it('when it is confirmed a second time, however close to the first', async () => {
    const id = await text('Hello');
    const confirmations = await Promise.allSettled([
      bench.main.service.start(id, actor),
      bench.startProcess().service.start(id, actor),
    ]);
    const refused = confirmations.filter((one): one is PromiseRejectedResult => one.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([expect.any(BroadcastAlreadyStarted)]);
    await expect(bench.main.service.start(id, actor)).rejects.toThrow(BroadcastAlreadyStarted);
    expect(await bench.sql(`SELECT 1 FROM audit_entries WHERE action = 'broadcast.start'`)).toHaveLength(1);
  });

  it('when its start lies in the past, or further ahead than anybody means', async () => {
    const id = await text('Hello');
    await expect(bench.main.service.schedule(id, new Date(Date.now() - 1_000), actor)).rejects.toThrow(StartTimePast);
    await expect(bench.main.service.schedule(id, new Date(NaN), actor)).rejects.toThrow(StartTimePast);
    const inTwoYears = new Date(Date.now() + 2 * 365 * 86_400_000);
    await expect(bench.main.service.schedule(id, inTwoYears, actor)).rejects.toThrow(StartTimeTooFar);
    expect((await bench.main.service.get(id)).status).toBe('draft');
  });

  it('when the message to be copied was deleted before the start', async () => {
    const id = await draft({ kind: 'copy', chatId: OWNER, messageIds: [5] });
    await bench.main.service.testToMyself(id, OWNER);
    bench.telegram.onSend = () => {
      throw new TelegramRejected(400, 'Bad Request: message to copy not found');
    };
    await expect(bench.main.service.start(id, actor)).rejects.toThrow(BroadcastOriginalGone);
    nobodyGotIt();
  });

  it('when the original is deleted before the hour it was scheduled for: its author is told, and it is a draft again', async () => {
    const id = await draft({ kind: 'copy', chatId: OWNER, messageIds: [5] });
    await bench.main.service.schedule(id, new Date(Date.now() + 60_000), actor);
    await bench.sql(`UPDATE broadcasts SET start_at = now() - interval '1 second'`);
    bench.telegram.onSend = (_, { original }) => {
      if (original) throw new TelegramRejected(400, 'Bad Request: message to copy not found');
    };
    expect(await bench.main.upkeep.startDue()).toEqual({ started: 0, refused: 1 });
    expect(await bench.main.service.get(id)).toMatchObject({ status: 'draft', startAt: null });
    expect(bench.telegram.toldTo(OWNER).at(-1)?.html).toContain('did not begin');
  });

  it('of one that was due keeps no other from beginning: neither when nobody can be told, nor when it was called off meanwhile', async () => {
    const gone = await draft({ kind: 'copy', chatId: OWNER, messageIds: [5] });
    const calledOff = await text('Called off');
    const fine = await text('Fine');
    for (const id of [gone, calledOff, fine]) {
      await bench.main.service.schedule(id, new Date(Date.now() + 60_000), actor);
    }
    await bench.sql(`UPDATE broadcasts SET start_at = now() - interval '1 second' * (10 - id)`);
    bench.telegram.onSend = async (_, { original, html, options }) => {
      if (original) throw new TelegramRejected(400, 'Bad Request: message to copy not found');
      if (options.lane === 'notice') throw new TelegramTransient('Bad Gateway');
      if (html === 'Called off') await bench.main.service.cancel(calledOff, actor);
    };
    expect(await bench.main.upkeep.startDue()).toEqual({ started: 1, refused: 1 });
    const statuses = await Promise.all([gone, calledOff, fine].map((id) => bench.main.service.get(id)));
    expect(statuses.map(({ status }) => status)).toEqual(['draft', 'cancelled', 'running']);
  });

  it('when it is an album with buttons', async () => {
    const content = { kind: 'copy', chatId: OWNER, messageIds: [5, 6] };
    const id = await draft(content, { buttons: [[{ text: 'Site', url: 'https://example.org' }]] });
    expect(await problemsOf(id)).toEqual([expect.any(AlbumTakesNoButtons)]);
  });

  it('when it does not exist, or has gone too far for what is asked', async () => {
    const { service } = bench.main;
    await expect(service.start(77, actor)).rejects.toThrow(BroadcastNotFound);
    await expect(service.get(2 ** 40)).rejects.toThrow(BroadcastNotFound);
    const id = await text('Hello');
    await expect(service.pause(id, actor)).rejects.toThrow(BroadcastMoveRefused);
    await expect(service.retryFailed(id, actor)).rejects.toThrow(BroadcastMoveRefused);
    await service.cancel(id, actor);
    await expect(service.start(id, actor)).rejects.toThrow(BroadcastMoveRefused);
    await expect(service.update(id, { silent: true }, actor)).rejects.toThrow(BroadcastMoveRefused);
    await expect(service.resume(id, actor)).rejects.toThrow(BroadcastMoveRefused);
  });
});

describe('a draft', () => {
  let bench: BroadcastBench;

  beforeAll(async () => {
    bench = await BroadcastBench.open({ BROADCAST_RATE: '30' });
  });
  beforeEach(() => bench.reset(300));
  afterAll(() => bench.close());

  it('tells how many people it would reach and how long it would take', async () => {
    const { service } = bench.main;
    const { id } = await service.create({ content: { kind: 'text', html: 'Hello' } }, actor);
    expect(await service.preview(id)).toMatchObject({ recipients: 301, expectedSeconds: 11, problems: [] });
    await bench.sql(`UPDATE users SET language = 'ru', last_seen_at = now() - interval '10 days' WHERE id <= 1050`);
    await bench.sql(`UPDATE users SET blocked_at = now() WHERE id = 1001`);
    await bench.sql(`UPDATE users SET reachability = 'blocked' WHERE id = 1002`);
    await service.update(id, { language: 'ru' }, actor);
    expect((await service.preview(id)).recipients).toBe(49);
    await service.update(id, { activeWithinDays: 7, language: null }, actor);
    expect((await service.preview(id)).recipients).toBe(250);
    const russian = { language: 'ru', activeWithinDays: null } as const;
    expect(await service.reach(russian, 1)).toEqual({ recipients: 49, perSecond: 30, expectedSeconds: 2 });
    expect(await service.reach(russian, 10)).toEqual({ recipients: 49, perSecond: 3, expectedSeconds: 17 });
    expect((await service.reach({ language: null, activeWithinDays: 7 }, 1)).recipients).toBe(250);
  });

  it('is shown to its author, and taken away again when it was only to be judged', async () => {
    const { service } = bench.main;
    const options = { silent: true, protect: true, buttons: [[{ text: 'Site', url: 'https://example.org' }]] };
    const { id } = await service.create({ content: { kind: 'text', html: '<b>Hello</b>' }, ...options }, actor);
    await service.testToMyself(id, OWNER);
    expect(bench.telegram.told).toEqual([
      expect.objectContaining({ chatId: OWNER, html: '<b>Hello</b>', buttons: options.buttons }),
    ]);
    expect(bench.telegram.told[0]?.options).toMatchObject({ silent: true, protect: true });
    expect(bench.telegram.deleted).toEqual([]);
    await service.start(id, actor);
    expect(bench.telegram.deleted).toHaveLength(1);
  });

  it('is made of a whole album, whichever piece was tapped and whenever the others came', async () => {
    const { service, albums } = bench.main;
    const piece = (messageId: number) => ({ chatId: OWNER, messageId, albumId: 'g1' });
    await albums.notePiece(piece(11));
    await albums.notePiece(piece(12));
    const content = { kind: 'copy', chatId: OWNER, messageIds: [12], albumId: 'g1' } as const;
    const { id } = await service.create({ content }, actor);
    await albums.notePiece(piece(13));
    await albums.notePiece(piece(13));
    expect((await service.get(id)).content).toMatchObject({ messageIds: [11, 12, 13] });
    expect((await service.preview(id)).expectedSeconds).toBe(31);
  });

  it('begins by itself at its hour, and can be taken off the schedule before', async () => {
    const { service, upkeep } = bench.main;
    const { id } = await service.create({ content: { kind: 'text', html: 'Hello' } }, actor);
    await service.schedule(id, new Date(Date.now() + 60_000), actor);
    expect(await upkeep.startDue()).toEqual({ started: 0, refused: 0 });
    expect((await service.unschedule(id, actor)).status).toBe('draft');
    await service.schedule(id, new Date(Date.now() + 60_000), actor);
    await service.schedule(id, new Date(Date.now() + 30_000), actor);
    await bench.sql(`UPDATE broadcasts SET start_at = now() - interval '1 second'`);
    const turns = await Promise.all([upkeep.startDue(), bench.startProcess().upkeep.startDue()]);
    expect(turns.reduce((sum, { started }) => sum + started, 0)).toBe(1);
    expect((await service.get(id)).status).toBe('running');
  });

  it('is not among what moves, which is listed by state, the newest of each first', async () => {
    const { service } = bench.main;
    await service.create({ content: { kind: 'text', html: 'Draft' } }, actor);
    const { id: scheduled } = await service.create({ content: { kind: 'text', html: 'Later' } }, actor);
    await service.schedule(scheduled, new Date(Date.now() + 60_000), actor);
    const paused = await bench.begin();
    await service.pause(paused, actor);
    const running = [await bench.begin(), await bench.begin(), await bench.begin()];
    const moving = await service.listMoving(2);
    expect(moving.map(({ id, status }) => [id, status])).toEqual([
      [running[2], 'running'],
      [running[1], 'running'],
      [paused, 'paused'],
      [scheduled, 'scheduled'],
    ]);
  });

  it('leaves a line in the audit log for each change', async () => {
    const { service } = bench.main;
    const { id } = await service.create({ content: { kind: 'text', html: 'Hello' } }, actor);
    await service.update(id, { silent: true }, actor);
    await service.start(id, actor);
    await service.pause(id, actor);
    await service.resume(id, actor);
    await service.cancel(id, actor);
    const lines = await bench.sql<{ action: string }>('SELECT action FROM audit_entries ORDER BY id');
    expect(lines.map(({ action }) => action.replace('broadcast.', ''))).toEqual([
      ...['create', 'update', 'start', 'pause', 'resume', 'cancel'],
    ]);
  });
});
