import { UpdateInbox, UpdatePostponed, UpdateUnanswered } from '../../../src/bot/receiver';
import { eventually } from '../../support/eventually';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { FakeBotApi, refuse } from '../telegram/fake-bot-api';
import { FakeUpdates } from './fake-updates';
import { startReceiving, type ProcessOptions, type ReceivingProcess } from './receiving-process';

interface TextUpdate {
  update_id: number;
  message?: { chat: { id: number }; text: string };
}

describe('receiving by polling', () => {
  let database: TestDatabase;
  let fake: FakeBotApi;
  let updates: FakeUpdates;
  let processes: ReceivingProcess[];
  let handled: string[];

  beforeEach(async () => {
    database = await openTestDatabase();
    fake = await FakeBotApi.start();
    updates = new FakeUpdates(fake);
    processes = [];
    handled = [];
  });

  afterEach(async () => {
    await Promise.all(processes.map(({ app }) => app.close()));
    await fake.stop();
    await database.close();
  });

  const note = async (update: TextUpdate): Promise<void> => {
    handled.push(update.message?.text ?? `#${update.update_id}`);
  };

  async function start(handle: (update: never) => Promise<unknown> = note, more: Partial<ProcessOptions> = {}) {
    const environment = { SHUTDOWN_TIMEOUT: '2', REQUEST_TIMEOUT: '2' };
    const process = await startReceiving({ fake, database, handle, environment, ...more });
    processes.push(process);
    return process;
  }

  const rows = () =>
    database.database.query<{ update_id: string; outcome: string | null; attempts: number; payload: string | null }>(
      'SELECT update_id, outcome, attempts, payload FROM update_inbox ORDER BY update_id',
    );
  const allHandled = async (count: number) =>
    eventually(`${count} updates are recorded`, async () => {
      const found = await rows();
      return found.length === count && found.every(({ outcome }) => outcome !== null) ? found : undefined;
    });

  it('handles every update, records it and forgets what it said', async () => {
    for (let i = 0; i < 250; i += 1) updates.text(i, `text ${i}`);
    const { status } = await start();

    const found = await allHandled(250);
    expect(new Set(handled).size).toBe(250);
    expect(found.every(({ outcome, attempts, payload }) => outcome === 'handled' && attempts === 1 && !payload)).toBe(
      true,
    );
    expect(status.snapshot()).toMatchObject({ state: 'receiving', leader: true, lastError: null, stuck: false });
    await eventually('Telegram is told that they arrived', () => updates.unconfirmed === 0);
  });

  it('asks for membership changes by name', async () => {
    await start();

    const poll = await eventually('a poll', () => fake.callsOf('getUpdates')[0]);
    expect(poll.payload.allowed_updates).toEqual(expect.arrayContaining(['message', 'chat_member', 'inline_query']));
  });

  it('keeps the order of a chat and lets a slow chat delay nobody else', async () => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    updates.text(1, 'slow');
    updates.text(1, 'after slow');
    updates.text(2, 'quick');
    await start(async (update: TextUpdate) => {
      if (update.message?.text === 'slow') await slow;
      await note(update);
    });

    await eventually('the quick one is handled', () => handled.includes('quick'));
    expect(handled).toEqual(['quick']);
    release();
    await eventually('the others follow', () => handled.length === 3);
    expect(handled).toEqual(['quick', 'slow', 'after slow']);
  });

  it('handles each update once with two processes, of which one polls', async () => {
    const [first, second] = [await start(), await start()];
    await eventually('one of them polls', () => first.status.snapshot().leader || second.status.snapshot().leader);
    for (let i = 0; i < 100; i += 1) updates.text(i, `text ${i}`);

    await allHandled(100);
    expect(handled).toHaveLength(100);
    expect([first, second].filter(({ status }) => status.snapshot().leader)).toHaveLength(1);
    expect([first, second].map(({ status }) => status.snapshot().state).sort()).toEqual(['receiving', 'standby']);
  });

  it('lets a standby take over within two seconds and finish what a killed process had begun', async () => {
    const first = await start(() => new Promise(() => undefined));
    updates.text(1, 'one');
    updates.text(1, 'two');
    updates.text(2, 'three');
    await eventually('they are claimed', async () => (await rows()).length === 3);
    await start();

    const killedAt = Date.now();
    await first.kill();
    const found = await allHandled(3);

    expect(Date.now() - killedAt).toBeLessThan(5_000);
    expect(handled.filter((text) => text !== 'three')).toEqual(['one', 'two']);
    expect(handled).toHaveLength(3);
    expect(found.map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
  });

  it('repeats an unanswered update no longer once another process polls', async () => {
    const first = await start(async () => {
      throw new UpdateUnanswered('502');
    });
    updates.text(1, 'hello');
    await eventually('it is being repeated', () => first.status.snapshot().pending === 1);
    await start();

    await first.loseLeases();
    await allHandled(1);
    expect(handled).toEqual(['hello']);
    await eventually('the first has let go of it', () => first.status.snapshot().pending === 0);
  });

  it('sets aside an update that ends the process every time, and handles those beside it', async () => {
    await database.database.execute(
      `INSERT INTO update_inbox (update_id, chat_key, payload, attempts) VALUES
       (1, 7, '{"update_id":1,"message":{"text":"poison"}}', 5), (2, 7, '{"update_id":2,"message":{"text":"fine"}}', 4)`,
    );
    await start();

    expect(await allHandled(2)).toMatchObject([
      { outcome: 'abandoned', payload: expect.stringContaining('poison') },
      { outcome: 'handled', payload: null },
    ]);
    expect(handled).toEqual(['fine']);
  });

  it('handles an update that was there at two ends of the process with nothing beside it', async () => {
    await database.database.execute(
      `INSERT INTO update_inbox (update_id, chat_key, payload, attempts)
       SELECT id, id, format('{"update_id":%s,"message":{"text":"%s"}}', id, id), CASE WHEN id IN (3, 5) THEN 2 ELSE 1 END
       FROM generate_series(1, 6) AS id`,
    );
    let underWay = 0;
    const beside: Record<string, number> = {};
    await start(async (update: TextUpdate) => {
      underWay += 1;
      await new Promise((resume) => setTimeout(resume, 20));
      beside[update.update_id] = underWay - 1;
      await note(update);
      underWay -= 1;
    });

    await allHandled(6);
    expect(handled).toHaveLength(6);
    expect([beside[3], beside[5]]).toEqual([0, 0]);
  });

  it('takes updates of any shape', async () => {
    updates.add({});
    updates.add({ message: null });
    updates.add({ message: { chat: 'x', text: 5 } });
    updates.add({ something_new: { deep: [1, { text: '\u0000 \ud800 \u202e' }] } });
    updates.text(1, '\u0000 \ud83d\ude00'.repeat(2000));
    await start();

    const found = await allHandled(5);
    expect(found.map(({ outcome }) => outcome)).toEqual(Array(5).fill('handled'));
  });

  it('records a handler that throws as failed and goes on', async () => {
    updates.text(1, 'bad');
    updates.text(1, 'good');
    await start(async (update: TextUpdate) => {
      if (update.message?.text === 'bad') throw new Error('broken handler');
      await note(update);
    });

    expect(await allHandled(2)).toMatchObject([{ outcome: 'failed' }, { outcome: 'handled' }]);
    expect(handled).toEqual(['good']);
  });

  it.each([
    [
      'another process polls',
      refuse(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'),
    ],
    ['the token is refused', refuse(401, 'Unauthorized')],
    ['the server is unwell', refuse(502, 'Bad Gateway')],
  ])('waits and goes on by itself when %s', async (_case, refusal) => {
    updates.refusal = refusal;
    updates.text(1, 'patient');
    const { status } = await start();
    await eventually('the failure is seen', () => status.snapshot().state === 'waiting');
    expect(status.snapshot().lastError).toMatch(/^Telegram/);

    updates.refusal = undefined;
    await allHandled(1);
    expect(status.snapshot()).toMatchObject({ state: 'receiving', lastError: null });
  });

  it('asks for a quick answer until it has one, so that it knows of Telegram’s return although nobody writes', async () => {
    const waits = () => fake.callsOf('getUpdates').map(({ payload }) => (payload as { timeout: number }).timeout);
    const { status } = await start();
    await eventually('it waits for updates', () => waits().length > 1);
    expect(waits().slice(0, 2)).toEqual([0, 30]);

    updates.refusal = refuse(502, 'Bad Gateway');
    await eventually('the failure is seen', () => status.snapshot().state === 'waiting');
    const before = waits().length;
    updates.refusal = undefined;
    await eventually('it waits for updates again', () => waits().length > before + 1);
    expect(waits().slice(before, before + 2)).toEqual([0, 30]);
    expect(status.snapshot().state).toBe('receiving');
  });

  it('removes a webhook that stands in the way', async () => {
    await start();
    await eventually('it polls', () => fake.callsOf('getUpdates').length > 0);
    const before = fake.callsOf('deleteWebhook').length;
    updates.refusal = (call, response) => {
      updates.refusal = undefined;
      return refuse(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )(call, response);
    };
    updates.text(1, 'after the webhook');

    await eventually('the webhook is deleted', () => fake.callsOf('deleteWebhook').length > before);
    await allHandled(1);
  });

  it('does not confirm what it could not store', async () => {
    await database.database.execute('ALTER TABLE update_inbox RENAME TO gone');
    updates.text(1, 'kept');
    const { status } = await start();
    await eventually('it waits', () => status.snapshot().state === 'waiting');
    expect(updates.unconfirmed).toBe(1);

    await database.database.execute('ALTER TABLE gone RENAME TO update_inbox');
    await allHandled(1);
    expect(handled).toEqual(['kept']);
  });

  it('stops asking while too much waits in memory', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    for (let i = 0; i < 1000; i += 1) updates.text(i, 'x');
    const { status } = await start(() => held, { environment: { UPDATE_CONCURRENCY: '2', SHUTDOWN_TIMEOUT: '2' } });

    await eventually('the limit is reached', () => status.snapshot().pending >= 200);
    await eventually('the poll in flight is stored', async () => (await rows()).length === status.snapshot().pending);
    expect(status.snapshot().pending).toBeLessThanOrEqual(300);
    release();
    await allHandled(1000);
  });

  it('finishes what runs when it is stopped, and leaves the rest to the next process', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    updates.text(1, 'running');
    const first = await start(async (update: TextUpdate) => {
      await held;
      await note(update);
    });
    await eventually('it runs', () => first.status.snapshot().pending === 1);

    const stopped = first.app.close();
    release();
    await stopped;
    expect(await rows()).toMatchObject([{ outcome: 'handled' }]);
    processes.length = 0;
  });

  it('stops in time although a handler hangs, and the update is handled again', async () => {
    updates.text(1, 'hanging');
    const first = await start(() => new Promise(() => undefined));
    await eventually('it runs', () => first.status.snapshot().pending === 1);
    await first.app.close();
    processes.length = 0;
    await start();

    expect(await allHandled(1)).toMatchObject([{ outcome: 'handled', attempts: 2 }]);
    expect(handled).toEqual(['hanging']);
  });

  it('leaves to the next process what a handler could not begin', async () => {
    updates.text(1, 'postponed');
    const first = await start(() => Promise.reject(new UpdatePostponed('stopping')));
    await eventually('it is claimed', async () => (await rows()).length === 1);
    await first.app.close();
    processes.length = 0;
    expect(await rows()).toMatchObject([{ outcome: null }]);

    await start();
    await allHandled(1);
    expect(handled).toEqual(['postponed']);
  });

  it('prunes what was handled long ago and keeps the rest', async () => {
    await database.database.execute(
      `INSERT INTO update_inbox (update_id, chat_key, attempts, outcome, handled_at) VALUES
       (1, 7, 1, 'handled', now() - interval '3 days'), (2, 7, 1, 'handled', now())`,
    );
    const inbox = new UpdateInbox(database.database);

    expect(await inbox.pruneHandled(new Date(Date.now() - 2 * 86_400_000))).toBe(1);
    expect(await rows()).toMatchObject([{ update_id: '2' }]);
  });
});
