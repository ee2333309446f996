import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Sandbox } from '../../sandbox/src';
import type { FloodSettings } from '../../sandbox/src/control/contract';
import type { BellhopProcess } from '../../test/e2e/support/bellhop-process';
import { OWNER, Stage, TOKEN } from '../../test/e2e/support/stage';
import { connectToApp } from '../run/app-database';
import { startSandboxProcess } from '../run/sandbox-process';
import type { TierServices } from '../run/tier';

const FIRST_PERSON = 1_000_000;

export interface WorldOptions {
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

/** A stage with many people who know the bot, for runs about broadcasts, and a look into the ledger. */
export class BroadcastWorld {
  readonly token = TOKEN;
  /** Messages that reached each person, by the text of the broadcast. */
  private readonly deliveries = new Map<string, Map<number, number>>();
  private campaigns = 0;

  private constructor(
    readonly services: TierServices,
    private readonly stage: Stage,
    private readonly options: WorldOptions,
  ) {}

  /** Closes the services as well, at the end or when it can't be opened. */
  static async open(services: TierServices, options: WorldOptions): Promise<BroadcastWorld> {
    const stage = await Stage.open({}, { start: startSandboxProcess, services });
    const world = new BroadcastWorld(services, stage, options);
    try {
      await world.prepare();
      return world;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get control(): Sandbox['control'] {
    return this.stage.people;
  }

  get sandboxUrl(): string {
    return this.stage.sandbox.url;
  }

  get personIds(): number[] {
    return Array.from({ length: this.options.people }, (_, index) => FIRST_PERSON + index);
  }

  async start(settings: Record<string, string> = {}): Promise<BellhopProcess> {
    const app = await this.stage.spawnApp({ LOG_LEVEL: 'warn', ...this.options.settings, ...settings });
    await app.untilReady(60_000);
    return app;
  }

  /** Runs `work` with a connection to the database of the application, which has been started. */
  async withDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await connectToApp(this.stage.dataDir, this.services);
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Makes the bot know everybody, as if they had all said hello. */
  async introduceEverybody(): Promise<void> {
    await this.control.start(OWNER);
    await this.control.waitForMessage(OWNER, (message) => message.buttons.length > 0, { timeoutMs: 30_000 });
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
    const { control } = this;
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

  /** Throws when it is not finished within `timeoutMs`, and says how far it came. */
  async untilFinished(id: number, timeoutMs: number): Promise<LedgerCounts> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const counts = await this.counts(id).catch(() => undefined);
      if (counts?.status === 'finished') return counts;
      if (Date.now() > deadline) {
        throw new Error(`broadcast ${id} did not finish within ${timeoutMs / 1000} s: ${JSON.stringify(counts)}`);
      }
      await pause(250);
    }
  }

  /** How many messages of a broadcast each person got. */
  received(text: string): ReadonlyMap<number, number> {
    return this.deliveries.get(text) ?? new Map<number, number>();
  }

  async close(): Promise<void> {
    await this.stage.close();
  }

  private async prepare(): Promise<void> {
    const { people, latencyMs, flood } = this.options;
    await this.control.addPeople({ count: people, firstId: FIRST_PERSON, languageCode: 'en', started: true });
    await this.control.changeSettings({ latencyMs, flood });
    await this.control.subscribe(
      (event) => {
        if (event.type === 'call' && event.call.method === 'sendMessage' && event.call.outcome === 'ok')
          this.note(event.call);
      },
      { types: ['call'] },
    );
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
