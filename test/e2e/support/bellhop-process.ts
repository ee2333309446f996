import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { freePort } from '../../support/free-port';
import { PATIENCE_MS } from '../../support/look-until';
import { eventually } from './eventually';

const ENTRY = resolve(__dirname, '../../../dist/main.js');
const KEPT_LOG_LINES = 2_000;

export interface Health {
  status: string;
  [part: string]: unknown;
}

/** The built application as an operator runs it: a process of its own, seen only through HTTP, signals and its log. */
export class BellhopProcess {
  readonly log: string[] = [];
  /** Resolves when everything it wrote is in the log, which is after its end. */
  private readonly hasSpoken: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.hasSpoken = once(child, 'close');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      let rest = '';
      stream?.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        this.log.push(...lines);
        if (this.log.length > KEPT_LOG_LINES) this.log.splice(0, this.log.length - KEPT_LOG_LINES);
      });
    }
  }

  /** Starts it without waiting for anything. */
  static async spawn(environment: Record<string, string>): Promise<BellhopProcess> {
    const port = environment.PORT ?? String(await freePort());
    const child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
      // Only what the machine needs, so that a developer's own settings never reach a test.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: process.env.TMPDIR,
        HOST: '127.0.0.1',
        JWT_SECRET: 'of the tests alone, and long enough to pass',
        ADMIN_PASSWORD: 'opened by the tests',
        ...environment,
        PORT: port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Not the project's folder: a developer's .env must not reach a test either.
      cwd: tmpdir(),
    });
    return new BellhopProcess(child, `http://127.0.0.1:${port}`);
  }

  /** Starts it and waits until it says it is ready for people. */
  static async start(environment: Record<string, string>): Promise<BellhopProcess> {
    const app = await BellhopProcess.spawn(environment);
    await app.untilReady();
    return app;
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async untilReady(timeoutMs = PATIENCE_MS): Promise<void> {
    await this.untilHealth('ready', (response) => response.ok, timeoutMs);
  }

  async untilHealth(
    kind: 'live' | 'ready',
    accept: (response: Response) => boolean,
    timeoutMs = PATIENCE_MS,
  ): Promise<void> {
    const answer = await eventually(
      async () => {
        if (!this.isRunning) return 'ended';
        const response = await fetch(`${this.url}/health/${kind}`, { signal: AbortSignal.timeout(5_000) });
        await response.arrayBuffer();
        return accept(response) && 'accepted';
      },
      { timeoutMs, describe: () => `/health/${kind} did not come to be as expected; last lines:\n${this.tail()}` },
    );
    if (answer === 'accepted') return;
    await this.hasSpoken;
    throw new Error(`The app ended before /health/${kind} came to be as expected; last lines:\n${this.tail()}`);
  }

  async health(): Promise<{ status: number; body: Health }> {
    const response = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(5_000) });
    return { status: response.status, body: (await response.json()) as Health };
  }

  /** `kill -9`: no goodbye, no clean-up. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** SIGSTOP: it stands still until `resume`, as on a machine that is suspended. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  /** Asks it to stop and answers its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const gone = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    const [code] = await gone;
    return code;
  }

  async exitCode(): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const [code] = (await once(this.child, 'exit')) as [number | null];
    return code;
  }

  tail(lines = 40): string {
    return this.log.slice(-lines).join('\n');
  }
}
