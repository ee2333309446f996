import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';
import { freePort } from './free-port';

/** There is no redis-server on this machine and none could be installed. */
export class RedisNotFound extends Error {
  constructor() {
    super("no redis-server could be had (not on PATH, and Debian's package could not be installed)");
    this.name = 'RedisNotFound';
  }
}

/**
 * A real redis-server, a process of its own on 127.0.0.1. It keeps nothing on disk: stopping it loses all it held, which is
 * the worst that can happen to the application.
 */
export class RedisServer {
  private constructor(
    private readonly program: string,
    private readonly folder: string,
    readonly port: number,
    private child: ChildProcess,
  ) {}

  /** Throws `RedisNotFound` when there is no program for it. */
  static async start(): Promise<RedisServer> {
    const program = provideProgram();
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-redis-'));
    const port = await freePort();
    const server = new RedisServer(program, folder, port, launch(program, folder, port));
    await server.untilAnswering();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** `SIGTERM`, or what is given; `SIGKILL` also ends one that is frozen. Safe when it has ended already. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  /** On the same address, and empty. */
  async startAgain(): Promise<void> {
    await this.stop('SIGKILL');
    this.child = launch(this.program, this.folder, this.port);
    await this.untilAnswering();
  }

  /** Connections stay open and new ones are taken, but nothing is answered. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  async close(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async untilAnswering(): Promise<void> {
    await eventually('redis-server answers', () => ping(this.port).catch(() => false));
  }
}

function launch(program: string, folder: string, port: number): ChildProcess {
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  return spawn(program, [...settings, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
}

async function ping(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString().startsWith('+PONG');
  } finally {
    socket.destroy();
  }
}

/** The program that the test run found, or one on PATH. */
export const findRedisServer = (): string | undefined => process.env.REDIS_SERVER_PATH ?? onPath('redis-server');

function provideProgram(): string {
  const found = findRedisServer();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && onPath('apt-get') !== undefined) {
    process.stderr.write("Installing redis-server from Debian's packages …\n");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '-y', '--no-install-recommends', 'redis-server'];
    const installed = spawnSync('apt-get', install, { stdio: 'ignore', env, timeout: 300_000 });
    if (installed.status === 0) return onPath('redis-server') ?? 'redis-server';
  }
  throw new RedisNotFound();
}

function onPath(program: string): string | undefined {
  const found = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : undefined;
}
