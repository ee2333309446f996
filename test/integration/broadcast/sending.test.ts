import { CircuitOpen } from '../../../src/resilience';
import {
  ChatUnreachable,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../../../src/telegram/telegram-errors';
import { eventually } from '../../support/eventually';
import { actor, BroadcastBench, OWNER } from './support/broadcast-bench';

describe('sending a broadcast', () => {
  let bench: BroadcastBench;

  beforeAll(async () => {
    bench = await BroadcastBench.open();
  });
  afterEach(() => bench.stopSending());
  afterAll(() => bench.close());

  const nobodyTwice = (): void => {
    const ids = bench.telegram.broadcast().map(({ chatId }) => chatId);
    expect(new Set(ids).size).toBe(ids.length);
  };
  const counts = async (id: number) => (await bench.main.service.get(id)).counts;
  /** Fails the first sending to some people, in the lane of broadcasts. */
  const failOnce = (failures: Record<number, Error>): void => {
    const left = new Map(Object.entries(failures));
    bench.telegram.onSend = (chatId, { options }) => {
      const error = left.get(String(chatId));
      if (!error || options.lane !== 'bulk') return;
      left.delete(String(chatId));
      throw error;
    };
  };

  it('reaches everybody once and is then finished, with every message id in the ledger', async () => {
    await bench.reset(200);
    const id = await bench.begin('Hello <b>all</b>');
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    expect(bench.telegram.broadcast()).toHaveLength(201);
    nobodyTwice();
    expect(await counts(id)).toEqual({ total: 201, open: 0, sent: 201, blocked: 0, invalid: 0, failed: 0, unknown: 0 });
    const without = await bench.sql(
      'SELECT 1 FROM broadcast_recipients WHERE message_id IS NULL OR settled_at IS NULL',
    );
    expect(without).toEqual([]);
  });

  it('is shared by processes, each recipient with one of them', async () => {
    await bench.reset(400);
    const id = await bench.begin();
    const processes = [bench.main, bench.startProcess(), bench.startProcess()];
    for (const { sender } of processes) sender.begin();
    await bench.untilStatus(id, 'finished');
    expect(bench.telegram.broadcast()).toHaveLength(401);
    nobodyTwice();
  });

  it('sorts failures: who is gone, who was refused, who may be tried again and of whom nobody knows', async () => {
    await bench.reset(20);
    failOnce({
      1001: new ChatUnreachable('blocked'),
      1002: new ChatUnreachable('deactivated'),
      1003: new ChatUnreachable('not-found'),
      1004: new TelegramRejected(400, 'Bad Request: something'),
      1005: new TelegramTransient('cut', undefined, true),
      1006: new TelegramTransient('not asked', new CircuitOpen('telegram-api')),
    });
    const id = await bench.begin();
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    expect(await counts(id)).toMatchObject({ sent: 16, blocked: 1, invalid: 2, failed: 1, unknown: 1 });
    const marked = await bench.sql(
      `SELECT id::int, reachability FROM users WHERE reachability <> 'reachable' ORDER BY id`,
    );
    expect(marked).toEqual([
      { id: 1001, reachability: 'blocked' },
      { id: 1002, reachability: 'deactivated' },
    ]);
    const { items } = await bench.main.ledgers.browse(id, { page: 1, pageSize: 10, status: 'failed' });
    expect(items).toMatchObject([{ userId: 1004, reason: 'rejected', detail: 'Bad Request: something' }]);
    nobodyTwice();
  });

  it('tries again after a pause what Telegram certainly did not do', async () => {
    await bench.reset(5);
    failOnce({ 1003: new TelegramTransient('refused') });
    const id = await bench.begin();
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    expect(await counts(id)).toMatchObject({ sent: 6, failed: 0 });
    expect(await bench.sql(`SELECT attempts, faults FROM broadcast_recipients WHERE user_id = 1003`)).toEqual([
      { attempts: 2, faults: 1 },
    ]);
  });

  it('pauses in every process for as long as a 429 says, tells until when, and leaves nobody out', async () => {
    await bench.reset(60);
    let refusedAt = 0;
    const early: number[] = [];
    bench.telegram.onSend = (chatId, { options }) => {
      if (options.lane !== 'bulk') return;
      if (chatId === 1010 && refusedAt === 0) {
        refusedAt = Date.now();
        throw new TelegramRateLimited(2, new Error('429'));
      }
      // Slots that were reserved before the refusal may still be used for a moment.
      if (refusedAt > 0 && Date.now() - refusedAt > 500 && Date.now() - refusedAt < 1_900) early.push(chatId);
    };
    const id = await bench.begin();
    bench.startProcess({ BROADCAST_RATE: '100' }).sender.begin();
    bench.startProcess({ BROADCAST_RATE: '100' }).sender.begin();
    await eventually('somebody was refused', () => refusedAt > 0);
    const broadcast = await bench.main.service.get(id);
    const pace = await eventually('the pause is known', async () => {
      const { waitingUntil } = await bench.main.service.pace(broadcast);
      return waitingUntil;
    });
    expect(pace.getTime()).toBeGreaterThan(refusedAt + 1_500);
    await bench.main.reporter.reportIn(id, { chatId: OWNER, messageId: 1 });
    await bench.sql(`UPDATE broadcasts SET reported_at = NULL`);
    // A process that is just writing counts into that row makes the reporter pass it over until its next look.
    await eventually('the status is edited', async () => {
      await bench.main.reporter.tellNews();
      return bench.telegram.edits.length;
    });
    expect(bench.telegram.edits.at(-1)?.html).toMatch(/Waiting until \d\d:\d\d:\d\d \(429\)/);
    await bench.untilStatus(id, 'finished');
    expect(early).toEqual([]);
    expect(await counts(id)).toMatchObject({ total: 61, sent: 61 });
    nobodyTwice();
  });

  it('sends nothing more once pause has returned, and goes on where it was', async () => {
    await bench.reset(300);
    const id = await bench.begin();
    const slow = bench.startProcess({ BROADCAST_RATE: '200' });
    slow.sender.begin();
    await eventually('some have got it', () => bench.telegram.broadcast().length > 20);
    await bench.main.service.pause(id, actor);
    await eventually('nothing is under way', () => slow.sender.window.size === 0);
    const sentSoFar = bench.telegram.broadcast().length;
    expect(sentSoFar).toBeLessThan(301);
    expect(await counts(id)).toMatchObject({ sent: sentSoFar });
    expect((await bench.states(id)).queued).toBe(301 - sentSoFar);
    await bench.main.service.resume(id, actor);
    await bench.untilStatus(id, 'finished');
    expect(await counts(id)).toMatchObject({ sent: 301 });
    nobodyTwice();
  });

  it('reaches nobody any more once it is cancelled, and says how many those are', async () => {
    await bench.reset(300);
    const id = await bench.begin();
    bench.startProcess({ BROADCAST_RATE: '200' }).sender.begin();
    await eventually('some have got it', () => bench.telegram.broadcast().length > 20);
    await bench.main.service.cancel(id, actor);
    const state = async () => (await bench.states(id)).sending === undefined;
    await eventually('nothing is under way', state);
    const { sent, open } = await counts(id);
    expect(sent + open).toBe(301);
    await bench.main.reporter.tellNews();
    await bench.sql(`UPDATE broadcasts SET reported_at = NULL`);
    await bench.main.reporter.tellNews();
    const report = bench.telegram.toldTo(OWNER).at(-1)?.html ?? '';
    expect(report).toContain('was cancelled');
    expect(report).toContain(`not sent: ${open}`);
    expect(bench.telegram.broadcast()).toHaveLength(sent);
  });

  it('gives back what it has not sent when its process stops, and waits for what is under way', async () => {
    await bench.reset(100);
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => (release = open));
    bench.telegram.onSend = (_, { options }) => (options.lane === 'bulk' ? gate : undefined);
    const id = await bench.begin();
    bench.main.sender.begin();
    await eventually('some are under way', () => bench.telegram.underWay > 5);
    const ending = bench.main.sender.end(5_000);
    release();
    await ending;
    const sent = bench.telegram.broadcast().length;
    expect(await bench.states(id)).toEqual({ sent, queued: 101 - sent });
    expect(await bench.sql('SELECT 1 FROM broadcast_recipients WHERE sender_id IS NOT NULL')).toEqual([]);
    expect(await bench.sql('SELECT 1 FROM broadcast_senders')).toEqual([]);
    bench.startProcess().sender.begin();
    await bench.untilStatus(id, 'finished');
    nobodyTwice();
  });

  it('keeps as many under way as rate and latency ask for, and no more than that', async () => {
    await bench.reset(400);
    bench.telegram.onSend = (_, { options }) =>
      options.lane === 'bulk' ? new Promise((r) => setTimeout(r, 100)) : undefined;
    const id = await bench.begin();
    bench.startProcess({ BROADCAST_RATE: '200' }).sender.begin();
    await bench.untilStatus(id, 'finished');
    expect(bench.telegram.mostUnderWay).toBeGreaterThanOrEqual(12);
    expect(bench.telegram.mostUnderWay).toBeLessThanOrEqual(80);
  });

  it('asks little of the database while there is nothing to send, and begins at once all the same', async () => {
    await bench.reset(3);
    const resting = bench.startProcess();
    const looks = jest.spyOn(resting.broadcasts, 'listRunning');
    const others = [
      jest.spyOn(resting.broadcasts, 'finishSettled'),
      jest.spyOn(resting.presence, 'showLife'),
      jest.spyOn(resting.audience, 'writeNextPiece'),
    ];
    resting.sender.begin();
    await eventually('it has looked some times', () => looks.mock.calls.length >= 4);
    expect(others.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
    const id = await bench.begin();
    await bench.untilStatus(id, 'finished');
    expect(bench.telegram.broadcast()).toHaveLength(4);
  });

  it('ends with a report in a message of its own, once', async () => {
    await bench.reset(3);
    const id = await bench.begin();
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    await bench.main.reporter.tellNews();
    await bench.startProcess().reporter.tellNews();
    const reports = bench.telegram.toldTo(OWNER).filter(({ options }) => options.lane === 'notice');
    expect(reports.map(({ html }) => html)).toEqual([expect.stringContaining('is finished')]);
    expect(reports[0]?.buttons.flat().map(({ text }) => text)).toContain('📄 Who got it (CSV)');
  });

  it('is told at its end by one process, however long that takes, and again when that process was cut off', async () => {
    await bench.reset(3);
    const id = await bench.begin();
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    let letGo = (): void => undefined;
    const gate = new Promise<void>((open) => (letGo = open));
    bench.telegram.onSend = (_, { options }) => (options.lane === 'notice' ? gate : undefined);
    const telling = bench.main.reporter.tellNews();
    await eventually('it is being told', () => bench.telegram.underWay > 0);
    await bench.sql(`UPDATE broadcasts SET reported_at = reported_at - interval '30 seconds'`);
    const other = bench.startProcess().reporter;
    await other.tellNews();
    expect(bench.telegram.underWay).toBe(1);
    // An admin who opens the broadcast meanwhile has a message that follows it; the end is told by whoever began.
    await other.reportIn(id, { chatId: OWNER, messageId: 42 });
    await bench.sql(`UPDATE broadcasts SET reported_at = reported_at - interval '4 seconds'`);
    await other.tellNews();
    expect(bench.telegram.underWay).toBe(1);
    await bench.sql(`UPDATE broadcasts SET reported_at = reported_at - interval '40 seconds'`);
    const again = other.tellNews();
    await eventually('somebody else tells it', () => bench.telegram.underWay === 2);
    letGo();
    await Promise.all([telling, again]);
  });

  it('gives a status message up that its admin has deleted, and tells the end all the same', async () => {
    await bench.reset(3);
    const id = await bench.begin();
    await bench.main.reporter.reportIn(id, { chatId: OWNER, messageId: 42 });
    const edited: number[] = [];
    bench.telegram.onEdit = (messageId) => {
      edited.push(messageId);
      throw new TelegramRejected(400, 'Bad Request: message to edit not found');
    };
    for (let look = 0; look < 3; look += 1) {
      await bench.sql(`UPDATE broadcasts SET reported_at = now() - interval '4 seconds'`);
      await bench.main.reporter.tellNews();
    }
    expect(edited).toEqual([42]);
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    await bench.main.reporter.tellNews();
    expect(bench.telegram.toldTo(OWNER).at(-1)?.html).toContain('is finished');
  });

  it('tells the rate since its status message was shown, not since the start', async () => {
    await bench.reset(300);
    const id = await bench.begin();
    await bench.fixAudience(id);
    await bench.sql('UPDATE broadcasts SET sent = 200');
    await bench.main.reporter.reportIn(id, { chatId: OWNER, messageId: 42 });
    await bench.sql(`UPDATE broadcasts SET reported_at = now() - interval '4 seconds'`);
    await bench.main.reporter.tellNews();
    expect(bench.telegram.edits.map(({ html }) => html)).toEqual([expect.stringContaining('delivered: 200')]);
    expect(bench.telegram.edits[0]?.html).not.toContain('a second');
  });

  it('shows one message that is edited while it runs, by one of the processes', async () => {
    await bench.reset(400);
    const id = await bench.begin();
    await bench.main.reporter.reportIn(id, { chatId: OWNER, messageId: 42 });
    bench.startProcess({ BROADCAST_RATE: '100' }).sender.begin();
    await eventually('some have got it', async () => (await counts(id)).sent > 20);
    await bench.sql(`UPDATE broadcasts SET reported_at = now() - interval '4 seconds'`);
    const other = bench.startProcess().reporter;
    await eventually('the status is edited', async () => {
      await Promise.all([bench.main.reporter.tellNews(), other.tellNews()]);
      return bench.telegram.edits.length;
    });
    expect(bench.telegram.edits).toHaveLength(1);
    expect(bench.telegram.edits[0]?.html).toMatch(/▓*░+ \d+ %[\s\S]*a second[\s\S]*left[\s\S]*delivered: \d+/);
  });

  it('copies an album as one message to each, at the pace of its pieces', async () => {
    await bench.reset(3);
    const content = { kind: 'copy', chatId: OWNER, messageIds: [5, 6, 7] } as const;
    const { id } = await bench.main.service.create({ content }, actor);
    await bench.main.service.start(id, actor);
    bench.main.sender.begin();
    await bench.untilStatus(id, 'finished');
    expect(bench.telegram.broadcast()).toHaveLength(4);
    expect(bench.telegram.broadcast()[0]?.original).toMatchObject({ chatId: OWNER, messageIds: [5, 6, 7] });
  });

  it('pays for going beyond the rate of everybody when it is told to, but never for albums', async () => {
    await bench.reset(2);
    const paying = bench.startProcess({ BROADCAST_PAID: 'true' });
    const text = await bench.begin();
    const content = { kind: 'copy', chatId: OWNER, messageIds: [5, 6] } as const;
    const { id: album } = await bench.main.service.create({ content }, actor);
    await bench.main.service.start(album, actor);
    paying.sender.begin();
    await bench.untilStatus(text, 'finished');
    await bench.untilStatus(album, 'finished');
    const paid = bench.telegram.broadcast().map(({ original, options }) => [original !== undefined, options.paid]);
    expect(new Set(paid.map(String))).toEqual(new Set(['false,true', 'true,false']));
  });
});
