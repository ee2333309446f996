import type { RecipientOutcome } from '../../../src/broadcast/ledger/ledger-entry';
import { actor, BroadcastBench, OWNER } from './support/broadcast-bench';

const sent: RecipientOutcome = { status: 'sent', messageId: 1 };

describe('the ledger', () => {
  let bench: BroadcastBench;
  let id: number;

  beforeAll(async () => {
    bench = await BroadcastBench.open();
  });
  beforeEach(async () => {
    await bench.reset(10);
    id = await bench.begin();
    await bench.fixAudience(id);
  });
  afterAll(() => bench.close());

  /** A sender that has claimed everybody who is free. */
  const claimant = async () => {
    const [row] = await bench.sql<{ id: number }>('INSERT INTO broadcast_senders DEFAULT VALUES RETURNING id');
    const senderId = row?.id ?? 0;
    return { senderId, claimed: await bench.main.ledger.claim(senderId, id, 0, 100) };
  };
  const settle = async (senderId: number, outcomes: Record<number, RecipientOutcome>): Promise<void> => {
    const keys = Object.keys(outcomes).map((userId) => ({ broadcastId: id, userId: Number(userId) }));
    const marked = await bench.main.ledger.markSending(senderId, keys);
    await bench.main.ledger.settle(marked.map((one) => ({ ...one, outcome: outcomes[one.userId] ?? sent })));
  };
  const counts = async () => (await bench.main.service.get(id)).counts;

  it('has a line for everybody who was known at the start, and for nobody who may not be written to', async () => {
    await bench.sql(`UPDATE users SET blocked_at = now() WHERE id = 1001`);
    await bench.sql(`UPDATE users SET reachability = 'deactivated' WHERE id = 1002`);
    const { id: next } = await bench.main.service.create({ content: { kind: 'text', html: 'x' } }, actor);
    await bench.main.service.start(next, actor);
    await bench.sql(
      `INSERT INTO users (id, first_name, language, created_at) VALUES (5000, 'New', 'en', now() + interval '1 s')`,
    );
    while ((await bench.main.audience.writeNextPiece(next, 3)) === 'more');
    expect(await bench.states(next)).toEqual({ queued: 9 });
    expect(await bench.main.service.get(next)).toMatchObject({ audienceComplete: true, counts: { total: 9, open: 9 } });
  });

  it('is written once when several processes write it at the same time', async () => {
    const { id: next } = await bench.main.service.create({ content: { kind: 'text', html: 'x' } }, actor);
    await bench.main.service.start(next, actor);
    const write = async (): Promise<void> => {
      for (;;) {
        const progress = await bench.startProcess().audience.writeNextPiece(next, 2);
        const { audienceComplete } = await bench.main.service.get(next);
        if (progress === 'complete' || audienceComplete) return;
      }
    };
    await Promise.all([write(), write(), write()]);
    expect(await bench.states(next)).toEqual({ queued: 11 });
    expect((await bench.main.service.get(next)).counts.total).toBe(11);
  });

  it('gives no recipient to two senders', async () => {
    const claims = await Promise.all(
      [1, 2, 3, 4].map((senderId) =>
        bench.main.ledger.claim(senderId, id, 0, 4).then((keys) => keys.map((k) => k.userId)),
      ),
    );
    const all = claims.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('keeps the counts of a broadcast equal to its lines', async () => {
    const { senderId } = await claimant();
    await settle(senderId, {
      1001: sent,
      1002: sent,
      1003: { status: 'blocked', reason: 'blocked' },
      1004: { status: 'invalid', reason: 'deactivated' },
      1005: { status: 'failed', reason: 'transient' },
      1006: { status: 'unknown', reason: 'no-answer' },
      1007: { status: 'queued', retryInMs: 60_000 },
    });
    expect(await counts()).toEqual({ total: 11, open: 5, sent: 2, blocked: 1, invalid: 1, failed: 1, unknown: 1 });
    expect(await bench.states(id)).toEqual({ queued: 5, sent: 2, blocked: 1, invalid: 1, failed: 1, unknown: 1 });
  });

  it('takes an outcome once, and only for the attempt it belongs to', async () => {
    const { senderId } = await claimant();
    const [first] = await bench.main.ledger.markSending(senderId, [{ broadcastId: id, userId: 1001 }]);
    if (!first) throw new Error('nobody was marked');
    await bench.main.ledger.settle([{ ...first, outcome: { status: 'queued' } }]);
    const again = await claimant();
    const [second] = await bench.main.ledger.markSending(again.senderId, [{ broadcastId: id, userId: 1001 }]);
    await bench.main.ledger.settle([{ ...first, outcome: sent }]);
    expect((await counts()).sent).toBe(0);
    if (!second) throw new Error('nobody was marked');
    await bench.main.ledger.settle([{ ...second, outcome: sent }]);
    await bench.main.ledger.settle([{ ...second, outcome: sent }]);
    expect(await counts()).toMatchObject({ sent: 1, open: 10 });
  });

  it('marks nobody of a broadcast that is paused or cancelled', async () => {
    const { senderId, claimed } = await claimant();
    await bench.main.service.pause(id, actor);
    expect(await bench.main.ledger.markSending(senderId, claimed)).toEqual([]);
    await bench.main.service.resume(id, actor);
    expect(await bench.main.ledger.markSending(senderId, claimed.slice(0, 3))).toHaveLength(3);
    await bench.main.service.cancel(id, actor);
    expect(await bench.main.ledger.markSending(senderId, claimed.slice(3))).toEqual([]);
  });

  it('can not call a broadcast finished while anybody is open, whoever asks', async () => {
    const finish = () => bench.sql(`UPDATE broadcasts SET status = 'finished' WHERE id = $1`, [id]);
    await expect(finish()).rejects.toThrow(/recipients are open/);
    const { senderId } = await claimant();
    await settle(senderId, Object.fromEntries([OWNER, ...range(1001, 1010)].map((userId) => [userId, sent])));
    await bench.sql(`UPDATE broadcasts SET audience_complete = false`);
    await expect(finish()).rejects.toThrow(/recipients are open/);
    await bench.sql(`UPDATE broadcasts SET audience_complete = true`);
    expect(await bench.main.broadcasts.finishSettled()).toEqual([id]);
    expect(await bench.main.broadcasts.finishSettled()).toEqual([]);
    const reopen = bench.sql(`UPDATE broadcast_recipients SET status = 'queued' WHERE user_id = 1001`);
    await expect(reopen).rejects.toThrow(/takes no open recipients/);
    const arrive = bench.sql(`INSERT INTO broadcast_recipients (broadcast_id, user_id) VALUES ($1, 9999)`, [id]);
    await expect(arrive).rejects.toThrow(/while the audience is being fixed/);
  });

  it('declares unknown what was on its way with a sender that died, and frees what it had only claimed', async () => {
    const { senderId, claimed } = await claimant();
    await bench.main.ledger.markSending(senderId, claimed.slice(0, 2));
    expect(await bench.main.ledger.buryDeadSenders(5_000)).toEqual({ unknown: 0, freed: 0 });
    await bench.sql(`UPDATE broadcast_senders SET seen_at = now() - interval '6 seconds'`);
    expect(await bench.main.ledger.buryDeadSenders(5_000)).toEqual({ unknown: 2, freed: 9 });
    expect(await counts()).toMatchObject({ unknown: 2, open: 9 });
    expect(await claimant()).toMatchObject({ claimed: { length: 9 } });
  });

  it('believes a sender that was thought dead and knows better', async () => {
    const { senderId, claimed } = await claimant();
    const marked = await bench.main.ledger.markSending(senderId, claimed.slice(0, 4));
    await bench.sql(`UPDATE broadcast_senders SET seen_at = now() - interval '1 minute'`);
    await bench.main.ledger.buryDeadSenders(5_000);
    const [first, second, third] = marked;
    if (!first || !second || !third) throw new Error('too few were marked');
    await bench.main.ledger.settle([
      { ...first, outcome: sent },
      { ...second, outcome: { status: 'blocked', reason: 'blocked' } },
    ]);
    // The third is under way still; the fourth was marked and certainly not sent.
    await bench.main.ledger.releaseUnsent(senderId, [third]);
    expect(await bench.states(id)).toEqual({ sent: 1, blocked: 1, unknown: 1, queued: 8 });
    expect(await counts()).toMatchObject({ sent: 1, blocked: 1, unknown: 1, open: 8 });
  });

  it('tries again only what may have healed, and the unknown only when it is told to', async () => {
    const { senderId } = await claimant();
    await settle(senderId, {
      ...Object.fromEntries([OWNER, ...range(1004, 1010)].map((userId) => [userId, sent])),
      1001: { status: 'failed', reason: 'transient' },
      1002: { status: 'failed', reason: 'rejected' },
      1003: { status: 'unknown', reason: 'no-answer' },
    });
    await bench.main.broadcasts.finishSettled();
    expect(await bench.main.service.retryFailed(id, actor)).toBe(1);
    expect(await bench.main.service.get(id)).toMatchObject({
      status: 'running',
      counts: { open: 1, failed: 1, unknown: 1 },
    });
    expect(await bench.main.service.retryFailed(id, actor)).toBe(0);
    expect(await bench.main.service.resendUnknown(id, actor)).toBe(1);
    expect(await counts()).toMatchObject({ open: 2, failed: 1, unknown: 0 });
    expect(await bench.states(id)).toMatchObject({ queued: 2, failed: 1 });
  });

  it('pauses a broadcast that fails for everybody in a row for one reason that will not go away', async () => {
    await bench.reset(600);
    id = await bench.begin();
    await bench.fixAudience(id);
    const [{ id: senderId } = { id: 0 }] = await bench.sql<{ id: number }>(
      'INSERT INTO broadcast_senders DEFAULT VALUES RETURNING id',
    );
    const rejected: RecipientOutcome = { status: 'failed', reason: 'rejected' };
    const batch = async (outcomes: (userId: number) => RecipientOutcome): Promise<number[]> => {
      const claimed = await bench.main.ledger.claim(senderId, id, 0, 100);
      const marked = await bench.main.ledger.markSending(senderId, claimed);
      marked.sort((left, right) => left.userId - right.userId);
      return bench.main.ledger.settle(marked.map((one) => ({ ...one, outcome: outcomes(one.userId) })));
    };
    // 99 in a row, a success, and from there on nothing but failures.
    expect(await batch((userId) => (userId === 1098 ? sent : rejected))).toEqual([]);
    for (let i = 0; i < 4; i += 1) expect(await batch(() => rejected)).toEqual([]);
    expect(await batch(() => rejected)).toEqual([id]);
    expect(await bench.main.service.get(id)).toMatchObject({ status: 'paused', pauseReason: 'failures' });
    await bench.main.reporter.tellNews();
    expect(bench.telegram.toldTo(OWNER).at(-1)?.html).toContain('has stopped by itself');
    await bench.main.service.resume(id, actor);
    expect(await batch(() => rejected)).toEqual([]);
  });

  it('counts failures in a row over senders that write their outcomes at the same moment', async () => {
    await bench.reset(600);
    id = await bench.begin();
    await bench.fixAudience(id);
    const { ledger } = bench.main;
    const senders = await bench.sql<{ id: number }>(
      'INSERT INTO broadcast_senders SELECT FROM generate_series(1, 2) RETURNING id',
    );
    const batches = [];
    for (const sender of senders) {
      const marked = await ledger.markSending(sender.id, await ledger.claim(sender.id, id, 0, 300));
      batches.push(marked.map((one) => ({ ...one, outcome: { status: 'failed', reason: 'rejected' } as const })));
    }
    const [first = [], second = []] = batches;
    // Both have read the row before either has written it: it is held until the second one waits for it, too.
    const row = await bench.hold('SELECT 1 FROM broadcasts WHERE id = $1 FOR UPDATE', [id]);
    const settling = [ledger.settle(first), ledger.settle(second)];
    await row.untilWaiting(2);
    await row.release();
    expect((await Promise.all(settling)).flat()).toEqual([id]);
    expect(await bench.main.service.get(id)).toMatchObject({ status: 'paused', pauseReason: 'failures' });
  });

  it('is read in pages, by state and by person', async () => {
    const { senderId } = await claimant();
    await settle(senderId, { 1001: sent, 1002: { status: 'blocked', reason: 'blocked', detail: 'Forbidden' } });
    const { ledgers } = bench.main;
    expect(await ledgers.browse(id, { page: 2, pageSize: 4 })).toMatchObject({
      total: 11,
      page: 2,
      items: { length: 4 },
    });
    expect(await ledgers.browse(id, { page: 9, pageSize: 4 })).toMatchObject({ page: 9, total: 11, items: [] });
    const last = await ledgers.browse(id, { page: 1, pageSize: 1, sort: '-userId' });
    expect(last.items).toMatchObject([{ userId: 1010 }]);
    expect((await ledgers.browse(id, { page: 1, pageSize: 10, status: 'blocked' })).items).toEqual([
      expect.objectContaining({
        userId: 1002,
        firstName: 'Person 2',
        reason: 'blocked',
        detail: 'Forbidden',
        attempts: 1,
      }),
    ]);
    expect((await ledgers.browse(id, { page: 1, pageSize: 10, userId: 1001 })).items).toMatchObject([
      { status: 'sent', messageId: 1 },
    ]);
  });

  it('is exported as CSV in pieces, filtered or whole', async () => {
    await bench.reset(2_500);
    id = await bench.begin();
    await bench.fixAudience(id);
    const pieces: string[] = [];
    for await (const piece of await bench.main.ledgers.exportCsv(id)) pieces.push(piece);
    expect(pieces.map((piece) => piece.split('\r\n').length - 1)).toEqual([1, 1000, 1000, 501]);
    const sentOnly: string[] = [];
    for await (const piece of await bench.main.ledgers.exportCsv(id, { status: 'sent' })) sentOnly.push(piece);
    expect(sentOnly).toHaveLength(1);
    await bench.main.ledgers.deliver(id, OWNER);
    // Reading the stream as text takes the byte order mark away.
    expect(bench.telegram.files).toEqual([
      { chatId: OWNER, fileName: `broadcast-${id}.csv`, content: pieces.join('').slice(1) },
    ]);
  });
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
