import { AlertMessenger } from '../../../src/alerts/alert-messenger';
import { AlertMessages } from '../../../src/alerts/alert.messages';
import { AlertRepository } from '../../../src/alerts/alert.repository';
import { AlertWatch } from '../../../src/alerts/alert-watch';
import type { TaskRuns } from '../../../src/coordination';
import { AdvisoryLeases } from '../../../src/coordination/advisory-leases';
import { Database, DatabaseUnavailable } from '../../../src/database';
import { I18n } from '../../../src/i18n';
import type { NamedReport, ProcessReports } from '../../../src/observability';
import type { QueueDepths } from '../../../src/queue';
import { ChatUnreachable, type TelegramGateway, TelegramTransient } from '../../../src/telegram';
import type { UserService } from '../../../src/users';
import { FakeClock } from '../../support/fake-clock';
import '../../support/silence-nest';
import { testConfig } from '../../support/test-config';
import { FixedSettings } from '../../support/fixed-settings';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const ANNA = 11;
const BEK = 12;
const config = testConfig({ ADMIN_TELEGRAM_IDS: `${ANNA},${BEK}`, ALERT_START_AFTER: '10', ALERT_END_AFTER: '30' });
const well: NamedReport = { name: 'receiver', required: true, state: 'up' };
const cutOff: NamedReport = { ...well, state: 'degraded', details: { lastError: 'TelegramTransient' } };

const resilience = ({ apiBreaker }: World): NamedReport => ({
  name: 'resilience',
  required: false,
  state: apiBreaker === 'closed' ? 'up' : 'degraded',
  details: { 'breaker.telegram-api.state': apiBreaker },
});

/** What is around all processes of a test: what they report, what Telegram takes, and the time. */
class World {
  readonly clock = new FakeClock();
  readonly said: { to: number; text: string }[] = [];
  readonly unreachable = new Set<number>();
  tasks: { taskId: string; outcome: 'done' | 'failed' }[] = [];
  receiver = well;
  apiBreaker: 'closed' | 'open' | 'half-open' = 'closed';
  isTelegramAway = false;

  textsTo(owner: number): string[] {
    return this.said.filter(({ to }) => to === owner).map(({ text }) => text.split('\n')[0] ?? '');
  }
}

/** The database of one process, whose line can be cut. */
class Line extends Database {
  isCut = false;

  constructor(private readonly real: Database) {
    super();
  }

  async query<Row extends object>(...args: Parameters<Database['query']>): Promise<Row[]> {
    if (this.isCut) throw new DatabaseUnavailable();
    return this.real.query<Row>(...args);
  }

  async execute(...args: Parameters<Database['execute']>): Promise<number> {
    if (this.isCut) throw new DatabaseUnavailable();
    return this.real.execute(...args);
  }
}

describe('the watch over the application', () => {
  let db: TestDatabase;
  let world: World;
  const leases: AdvisoryLeases[] = [];

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    await db.database.execute('DELETE FROM alerts');
    world = new World();
  });
  afterEach(() => Promise.all(leases.splice(0).map((held) => held.onApplicationShutdown())));
  afterAll(() => db.close());

  const startProcess = () => {
    const line = new Line(db.database);
    const held = new AdvisoryLeases({ tier: 'embedded', target: db.target, close: () => Promise.resolve() });
    leases.push(held);
    const gateway = {
      sendText: async (to: number, text: string) => {
        if (world.isTelegramAway) throw new TelegramTransient('ECONNREFUSED');
        if (world.unreachable.has(to)) throw new ChatUnreachable('blocked');
        world.said.push({ to, text });
      },
    };
    const users = {
      listStaff: async () => [
        { id: ANNA, language: 'en' },
        { id: BEK, language: 'uz' },
      ],
    };
    const messenger = new AlertMessenger(
      gateway as unknown as TelegramGateway,
      new AlertMessages(new I18n()),
      users as unknown as UserService,
      config,
      world.clock,
    );
    const watch = new AlertWatch(
      new AlertRepository(line),
      messenger,
      {
        seen: async () => [{ parts: [world.receiver, resilience(world)], errorsLastMinute: 0 }],
      } as unknown as ProcessReports,
      { all: async () => [] } as unknown as QueueDepths,
      { lastRuns: async () => world.tasks } as unknown as TaskRuns,
      held,
      config,
      new FixedSettings(config),
      world.clock,
    );
    return { watch, line, die: () => held.onApplicationShutdown() };
  };
  type Process = ReturnType<typeof startProcess>;

  /** Lets the processes look every five seconds for this long. */
  const pass = async (seconds: number, ...processes: Process[]) => {
    for (let passed = 0; passed < seconds; passed += 5) {
      for (const { watch } of processes) await watch.lookOnce();
      world.clock.advance(5_000);
    }
  };
  const failTask = () => {
    world.tasks = [{ taskId: 'sweep', outcome: 'failed' }];
  };
  const mendTask = () => {
    world.tasks = [{ taskId: 'sweep', outcome: 'done' }];
  };

  it('tells each owner once when it starts and once when it ends, in their language, from two processes', async () => {
    const both = [startProcess(), startProcess()];
    failTask();
    await pass(60, ...both);
    mendTask();
    await pass(60, ...both);
    expect(world.textsTo(ANNA)).toEqual([
      '🔴 <b>The scheduled task “sweep” fails.</b>',
      '🟢 <b>The scheduled task “sweep” works again.</b>',
    ]);
    expect(world.textsTo(BEK)).toEqual([
      '🔴 <b>“sweep” rejali vazifasi bajarilmayapti.</b>',
      '🟢 <b>“sweep” rejali vazifasi yana bajarilyapti.</b>',
    ]);
    expect(await new AlertRepository(db.database).list()).toEqual([]);
  });

  it('knows after a restart what it has told', async () => {
    const first = startProcess();
    failTask();
    await pass(30, first);
    await first.die();
    const second = startProcess();
    await pass(30, second);
    await second.die();
    mendTask();
    await pass(60, startProcess());
    expect(world.textsTo(ANNA)).toHaveLength(2);
  });

  it('tells that Telegram was away in one message, once it is back', async () => {
    const process = startProcess();
    world.receiver = cutOff;
    world.isTelegramAway = true;
    failTask();
    await pass(60, process);
    expect(world.said).toEqual([]);
    world.receiver = well;
    world.isTelegramAway = false;
    mendTask();
    await pass(60, process);
    expect(world.textsTo(ANNA).sort()).toEqual([
      '🟢 <b>Telegram could not be reached for a while; it is back.</b>',
      '🟢 <b>The scheduled task “sweep” failed for a while; it works again.</b>',
    ]);
  });

  it('knows by the breaker alone that Telegram is away, where a webhook has nothing to poll for', async () => {
    const process = startProcess();
    world.apiBreaker = 'open';
    failTask();
    await pass(20, process);
    world.apiBreaker = 'half-open';
    await pass(20, process);
    expect(world.said).toEqual([]);
    world.apiBreaker = 'closed';
    await pass(60, process);
    expect(world.textsTo(ANNA).sort()).toEqual([
      '🔴 <b>The scheduled task “sweep” fails.</b>',
      '🟢 <b>Telegram could not be reached for a while; it is back.</b>',
    ]);
  });

  it('tells of a database that is away while it is, from one process, and of its return once', async () => {
    const both = [startProcess(), startProcess()];
    await pass(10, ...both);
    for (const { line } of both) line.isCut = true;
    await pass(60, ...both);
    expect(world.textsTo(ANNA)).toEqual(['🔴 <b>The database can’t be reached.</b>']);
    for (const { line } of both) line.isCut = false;
    await pass(60, ...both);
    expect(world.textsTo(ANNA)).toEqual([
      '🔴 <b>The database can’t be reached.</b>',
      '🟢 <b>The database is back.</b>',
    ]);
    expect(world.textsTo(BEK)).toHaveLength(2);
  });

  it('hands on what it said without the database to the process that takes over', async () => {
    const [first, second] = [startProcess(), startProcess()];
    await pass(10, first, second);
    first.line.isCut = true;
    second.line.isCut = true;
    await pass(30, first, second);
    await first.die();
    second.line.isCut = false;
    await pass(10, second);
    first.line.isCut = false;
    await first.watch.lookOnce();
    await pass(60, second);
    expect(world.textsTo(ANNA)).toEqual([
      '🔴 <b>The database can’t be reached.</b>',
      '🟢 <b>The database is back.</b>',
    ]);
  });

  it('does not hold back others for an owner who can not be written to', async () => {
    const process = startProcess();
    world.unreachable.add(ANNA);
    failTask();
    await pass(30, process);
    mendTask();
    await pass(60, process);
    expect(world.textsTo(BEK)).toHaveLength(2);
    expect(await new AlertRepository(db.database).list()).toEqual([]);
  });

  it('escapes what it is about', async () => {
    world.tasks = [{ taskId: '<b>&x', outcome: 'failed' }];
    await pass(30, startProcess());
    expect(world.said[0]?.text).toContain('“&lt;b&gt;&amp;x”');
  });
});
