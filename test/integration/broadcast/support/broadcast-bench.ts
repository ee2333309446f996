import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { AuditTrail } from '../../../../src/audit';
import { AudienceRepository } from '../../../../src/broadcast/audience/audience.repository';
import { BroadcastRepository } from '../../../../src/broadcast/broadcast.repository';
import { BroadcastService, BroadcastUpkeepService, LedgerService } from '../../../../src/broadcast';
import { AlbumRepository } from '../../../../src/broadcast/content/album.repository';
import { ContentCheck } from '../../../../src/broadcast/content/content-check';
import { MessageDelivery } from '../../../../src/broadcast/content/message-delivery';
import { LedgerRepository } from '../../../../src/broadcast/ledger/ledger.repository';
import { LedgerViewRepository } from '../../../../src/broadcast/ledger/ledger-view.repository';
import { BroadcastReporter } from '../../../../src/broadcast/reporting/broadcast-reporter';
import { ReportRepository } from '../../../../src/broadcast/reporting/report.repository';
import { BroadcastSender } from '../../../../src/broadcast/sending/broadcast-sender';
import { OutcomeRecorder } from '../../../../src/broadcast/sending/outcome-recorder';
import { PaceReader } from '../../../../src/broadcast/sending/pace-reader';
import { RecipientSender } from '../../../../src/broadcast/sending/recipient-sender';
import { SenderNudge } from '../../../../src/broadcast/sending/sender-nudge';
import { SenderPresence } from '../../../../src/broadcast/sending/sender-presence';
import type { AppConfig } from '../../../../src/config';
import { PostgresSharedPacer } from '../../../../src/coordination/postgres-shared-pacer';
import type { TypeOrmDatabase } from '../../../../src/database/typeorm-database';
import { I18n } from '../../../../src/i18n';
import { openUsers } from '../../../support/open-users';
import { eventually } from '../../../support/eventually';
import { ManualJobs } from '../../orders/support/manual-jobs';
import { SettableClock } from '../../../support/settable-clock';
import { testConfig } from '../../../support/test-config';
import { openTestDatabase, type TestDatabase } from '../../../support/test-database';
import { FakeTelegram } from './fake-telegram';

export const OWNER = 100;
export const actor = { kind: 'chat', userId: OWNER } as const;

/** The services of one process, put together by hand on a real database. It sends only once a test says so. */
export class BroadcastProcess {
  readonly clock = new SettableClock();
  readonly jobs = new ManualJobs();
  readonly broadcasts: BroadcastRepository;
  readonly audience: AudienceRepository;
  readonly ledger: LedgerRepository;
  readonly albums: AlbumRepository;
  readonly service: BroadcastService;
  readonly ledgers: LedgerService;
  readonly reporter: BroadcastReporter;
  readonly upkeep: BroadcastUpkeepService;
  readonly presence: SenderPresence;
  readonly sender: BroadcastSender;

  constructor(
    database: TypeOrmDatabase,
    readonly telegram: FakeTelegram,
    config: AppConfig,
  ) {
    const { users } = openUsers(database, config, this.clock);
    const pacer = new PostgresSharedPacer(database);
    const delivery = new MessageDelivery(telegram);
    const nudge = new SenderNudge();
    const paces = new PaceReader(pacer, config, this.clock);
    this.broadcasts = new BroadcastRepository(database);
    this.audience = new AudienceRepository(database, database);
    this.ledger = new LedgerRepository(database);
    this.albums = new AlbumRepository(database);
    this.presence = new SenderPresence(database);
    this.service = new BroadcastService(
      this.broadcasts,
      this.audience,
      this.ledger,
      this.albums,
      new ContentCheck(delivery, config),
      paces,
      database,
      new AuditTrail(database),
      this.clock,
      nudge,
    );
    this.ledgers = new LedgerService(
      new LedgerViewRepository(database),
      this.broadcasts,
      this.jobs,
      telegram,
      users,
      new I18n(),
      config,
    );
    this.reporter = new BroadcastReporter(
      new ReportRepository(database),
      this.broadcasts,
      paces,
      users,
      telegram,
      new I18n(),
      config,
      this.clock,
    );
    this.upkeep = new BroadcastUpkeepService(this.service, this.reporter, this.albums);
    this.sender = new BroadcastSender(
      this.broadcasts,
      this.audience,
      this.ledger,
      this.presence,
      pacer,
      config,
      nudge,
      new OutcomeRecorder(this.ledger),
      new RecipientSender(delivery, pacer, users),
    );
  }
}

export interface HeldRows {
  /** Until so many statements wait for a lock. */
  untilWaiting(count: number): Promise<void>;
  release(): Promise<void>;
}

/** A database with an owner and as many people as a test wants, and any number of processes beside each other. */
export class BroadcastBench {
  telegram = new FakeTelegram();
  main: BroadcastProcess;
  private processes: BroadcastProcess[] = [];

  private constructor(
    readonly db: TestDatabase,
    private readonly environment: Record<string, string>,
  ) {
    this.main = this.startProcess();
  }

  static async open(environment: Record<string, string> = {}): Promise<BroadcastBench> {
    Logger.overrideLogger(false);
    return new BroadcastBench(await openTestDatabase({ poolMax: 20 }), environment);
  }

  /** Begins anew with an owner and `people` users whose ids are 1001, 1002 …; no process sends. */
  async reset(people = 0): Promise<void> {
    await this.stopSending();
    await this.sql(
      'TRUNCATE users, broadcasts, broadcast_recipients, broadcast_senders, broadcast_album_pieces, paces, audit_entries RESTART IDENTITY',
    );
    this.telegram = new FakeTelegram();
    this.processes = [];
    this.main = this.startProcess();
    await this.sql(`INSERT INTO users (id, first_name, language, role) VALUES ($1, 'Olivia', 'en', 'admin')`, [OWNER]);
    await this.sql(
      `INSERT INTO users (id, first_name, language) SELECT 1000 + n, 'Person ' || n, 'en' FROM generate_series(1, $1::int) n`,
      [people],
    );
  }

  startProcess(environment: Record<string, string> = {}): BroadcastProcess {
    const config = testConfig({
      ADMIN_TELEGRAM_IDS: String(OWNER),
      BROADCAST_RATE: '1000',
      ...this.environment,
      ...environment,
    });
    const started = new BroadcastProcess(this.db.database, this.telegram, config);
    this.processes.push(started);
    return started;
  }

  async stopSending(): Promise<void> {
    await Promise.all(this.processes.map(({ sender }) => sender.end(2_000)));
  }

  async close(): Promise<void> {
    await this.stopSending();
    await this.db.close();
  }

  sql<Row extends object>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.db.database.query<Row>(statement, parameters);
  }

  /** Holds the rows that a statement locks, with a connection of its own, until they are released. */
  async hold(statement: string, parameters: unknown[] = []): Promise<HeldRows> {
    const client = new Client(this.db.target);
    await client.connect();
    await client.query('BEGIN');
    await client.query(statement, parameters);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return {
      untilWaiting: async (count) => {
        await eventually(`${count} wait`, async () => (await this.sql(waiting)).length === count);
      },
      release: async () => {
        await client.query('COMMIT');
        await client.end();
      },
    };
  }

  /** A broadcast of a text to everybody but those who may not get any, begun. */
  async begin(html = 'Hello'): Promise<number> {
    const { id } = await this.main.service.create({ content: { kind: 'text', html } }, actor);
    await this.main.service.start(id, actor);
    return id;
  }

  /** Fixes the audience without any sender. */
  async fixAudience(id: number): Promise<void> {
    while ((await this.main.audience.writeNextPiece(id, 10_000)) === 'more');
  }

  async untilStatus(id: number, status: string, timeoutMs = 20_000): Promise<void> {
    const look = async () => (await this.main.service.get(id)).status === status;
    await eventually(`broadcast ${id} is ${status}`, look, timeoutMs);
  }

  /** How many lines of the ledger are in each state. */
  async states(id: number): Promise<Record<string, number>> {
    const rows = await this.sql<{ status: string; lines: number }>(
      'SELECT status, count(*)::int AS lines FROM broadcast_recipients WHERE broadcast_id = $1 GROUP BY 1',
      [id],
    );
    return Object.fromEntries(rows.map(({ status, lines }) => [status, lines]));
  }
}
