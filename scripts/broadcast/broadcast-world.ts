import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { FloodSettings } from '../../sandbox/src/control/contract';
import { BellhopProcess } from '../../test/e2e/support/bellhop-process';
import { type SandboxProcess, startSandboxProcess } from '../run/sandbox-process';
import { openTier, type Tier, type TierServices } from '../run/tier';
import { withDatabase } from '../run/with-database';

export const OWNER = 100;
const FIRST_PERSON = 1_000_000;
const TOKEN = '4242424242:AAE2eTestTokenForTheSandboxOnly1234';
const WAIT_MS = 10 * 60_000;

export interface WorldOptions {
  readonly tier: Tier;
  /** Recipients beside the owner. */
  readonly people: number;
  readonly latencyMs: number;
  readonly flood: 'off' | Partial<FloodSettings>;
  /** Settings of every application process. */
  readonly settings: Record<string, string>;
}

export interface LedgerCounts {
  readonly status: string;
  readonly total: number;
  readonly sent: number;
  readonly unknown: number;
  readonly open: number;
}

/**
 * A bot with many users, for runs about broadcasts: a sandbox in a process of its own, the servers of a tier, application
 * processes that can be killed, and a look into the ledger.
 */
export class BroadcastWorld {
  readonly processes = new Set<BellhopProcess>();
  readonly token = TOKEN;
  /** Messages that reached each person, by the text of the broadcast. */
  private readonly deliveries = new Map<string, Map<number, number>>();
  private campaigns = 0;

  private constructor(
    readonly services: TierServices,
    readonly sandbox: SandboxProcess,
    private readonly dataDir: string,
    private readonly options: WorldOptions,
  ) {}

  static async open(options: WorldOptions): Promise<BroadcastWorld> {
    const services = await openTier(options.tier);
    const sandbox = await startSandboxProcess({
      bots: [{ token: TOKEN, username: 'bellhop_run_bot', firstName: 'Bellhop' }],
    });
    const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-broadcast-'));
    const world = new BroadcastWorld(services, sandbox, dataDir, options);
    await sandbox.control.addPerson({ id: OWNER, firstName: 'Olivia', languageCode: 'en' });
    await sandbox.control.addPeople({
      count: options.people,
      firstId: FIRST_PERSON,
      languageCode: 'en',
      started: true,
    });
    await sandbox.control.changeSettings({ latencyMs: options.latencyMs, flood: options.flood });
    await sandbox.control.subscribe(
      (event) => {
        if (event.type === 'call' && event.call.method === 'sendMessage' && event.call.outcome === 'ok')
          world.note(event.call);
      },
      { types: ['call'] },
    );
    return world;
  }

  get personIds(): number[] {
    return Array.from({ length: this.options.people }, (_, index) => FIRST_PERSON + index);
  }

  async start(settings: Record<string, string> = {}): Promise<BellhopProcess> {
    const app = await BellhopProcess.spawn({
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: this.sandbox.url,
      ADMIN_TELEGRAM_IDS: String(OWNER),
      DATA_DIR: this.dataDir,
      LOG_LEVEL: 'warn',
      USER_RATE_LIMIT: '100000',
      JWT_SECRET: 'a secret for runs that nobody else can reach',
      ADMIN_PASSWORD: 'a password for runs',
      ...this.services.settings,
      ...this.options.settings,
      ...settings,
    });
    this.processes.add(app);
    await app.untilReady(60_000);
    return app;
  }

  /** Runs `work` with a connection to the application's database. */
  async withDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return withDatabase(this.services, this.dataDir, work);
  }

  /** Makes the bot know everybody, as if they had all said hello. */
  async introduceEverybody(): Promise<void> {
    await this.sandbox.control.start(OWNER);
    await this.sandbox.control.waitForMessage(OWNER, (message) => message.buttons.length > 0, { timeoutMs: 30_000 });
    await this.withDatabase((client) =>
      client.query(
        `INSERT INTO users (id, first_name, language)
         SELECT $1::bigint + n, 'Person ' || n, 'en' FROM generate_series(0, $2::int - 1) n ON CONFLICT DO NOTHING`,
        [FIRST_PERSON, this.options.people],
      ),
    );
  }

  /** Begins a broadcast from the chat, as an admin does; answers its id, its text, and when it was confirmed. */
  async beginBroadcast(): Promise<{ id: number; text: string; confirmedAt: number }> {
    this.campaigns += 1;
    const text = `Campaign ${this.campaigns}`;
    this.deliveries.set(text, new Map());
    const { control } = this.sandbox;
    const command = await control.sendText(OWNER, `/broadcast ${text}`);
    const draft = await control.waitForMessage(OWNER, 'recipient', { since: command, timeoutMs: 60_000 });
    const id = Number(/#(\d+)/.exec(draft.text)?.[1]);
    const start = draft.buttons.flat().find(({ label }) => label.includes('Send now'));
    if (!start) throw new Error(`the draft can't be started: ${draft.text}`);
    this.deliveries.set(text, new Map());
    const confirmedAt = Date.now();
    await control.tapButton(OWNER, draft.messageId, start.label);
    return { id, text, confirmedAt };
  }

  async counts(id: number): Promise<LedgerCounts> {
    return this.withDatabase((client) => readCounts(client, id));
  }

  async untilFinished(id: number): Promise<LedgerCounts> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const counts = await this.counts(id).catch(() => undefined);
      if (counts?.status === 'finished') return counts;
      if (Date.now() > deadline) throw new Error(`broadcast ${id} did not finish: ${JSON.stringify(counts)}`);
      await pause(250);
    }
  }

  /** How many messages of a broadcast each person got. */
  received(text: string): ReadonlyMap<number, number> {
    return this.deliveries.get(text) ?? new Map<number, number>();
  }

  async close(): Promise<void> {
    const alive = [...this.processes].filter((app) => app.isRunning);
    await Promise.all(alive.map((app) => app.stop()));
    await this.sandbox.close();
    // An embedded server that only killed processes have used is adopted once more, and stopped by its last user.
    if (!this.services.postgres) await this.withDatabase(async () => undefined).catch(() => undefined);
    await this.services.close();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  private note({ chatId, summary }: { chatId?: number | string; summary: string }): void {
    const text = /Campaign \d+/.exec(summary)?.[0];
    const person = Number(chatId);
    if (!text || person === OWNER) return;
    const received = this.deliveries.get(text);
    received?.set(person, (received.get(person) ?? 0) + 1);
  }
}

async function readCounts(client: Client, id: number): Promise<LedgerCounts> {
  const { rows } = await client.query<LedgerCounts>(
    `SELECT status, total, sent, unknown, total - sent - blocked - invalid - failed - unknown AS open
     FROM broadcasts WHERE id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error(`there is no broadcast ${id}`);
  return row;
}
