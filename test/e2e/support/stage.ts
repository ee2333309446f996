import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/src';
import type { TierServices } from '../../../scripts/run/tier';
import { EmbeddedPostgres } from '../../../src/database/embedded/embedded-postgres';
import { PATIENCE_MS } from '../../support/look-until';
import { BellhopProcess } from './bellhop-process';

export const TOKEN = '4242424242:AAE2eTestTokenForTheSandboxOnly1234';
export const OWNER = 100;
export const ANN = 201;
export const BOB = 202;

export interface Scenery {
  /** Where the sandbox runs. */
  start?: (options: SandboxOptions) => Promise<Sandbox>;
  /** The servers the application runs on; closed with the stage. */
  services?: TierServices;
}

/**
 * One test's world: a sandbox with an owner and two users, a data folder, and as many app processes as the test starts.
 * Everything is taken down by `close`, in the order in which things depend on each other.
 */
export class Stage {
  private readonly processes: BellhopProcess[] = [];

  private constructor(
    readonly sandbox: Sandbox,
    readonly dataDir: string,
    private readonly services: TierServices | undefined,
  ) {}

  /** A sandbox in this process and no servers (so: the embedded tier), unless told otherwise. */
  static async open(options: SandboxOptions = {}, { start = startSandbox, services }: Scenery = {}): Promise<Stage> {
    const sandbox = await start({
      ...options,
      bots: [{ token: TOKEN, username: 'bellhop_test_bot', firstName: 'Bellhop' }],
    });
    sandbox.control.patienceMs = PATIENCE_MS;
    await sandbox.control.addPerson({ id: OWNER, firstName: 'Olivia', username: 'olivia', languageCode: 'en' });
    await sandbox.control.addPerson({ id: ANN, firstName: 'Ann', username: 'ann', languageCode: 'en' });
    await sandbox.control.addPerson({ id: BOB, firstName: 'Bob', languageCode: 'en' });
    return new Stage(sandbox, await mkdtemp(join(tmpdir(), 'bellhop-e2e-')), services);
  }

  get people(): Sandbox['control'] {
    return this.sandbox.control;
  }

  /** Of every app process that was started here, those that are gone included. */
  get processIds(): number[] {
    return this.processes.map(({ pid }) => pid);
  }

  environment(extra: Record<string, string> = {}): Record<string, string> {
    return {
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: this.sandbox.url,
      ADMIN_TELEGRAM_IDS: String(OWNER),
      DATA_DIR: this.dataDir,
      LOG_LEVEL: 'info',
      // A test is faster than any person; the one about this limit sets its own.
      USER_RATE_LIMIT: '100000',
      ...this.services?.settings,
      ...extra,
    };
  }

  /** Starts an app process and waits until it is ready. */
  async startApp(extra: Record<string, string> = {}): Promise<BellhopProcess> {
    const app = await this.spawnApp(extra);
    await app.untilReady();
    return app;
  }

  async spawnApp(extra: Record<string, string> = {}): Promise<BellhopProcess> {
    const app = await BellhopProcess.spawn(this.environment(extra));
    this.processes.push(app);
    return app;
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((app) => app.stop()));
    // A process that was killed left the embedded server running: whoever leaves it last stops it.
    if (existsSync(join(this.dataDir, 'postgres', 'postmaster.pid'))) {
      const left = await EmbeddedPostgres.open(this.dataDir);
      await left.close();
    }
    await this.sandbox.close();
    await this.services?.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
