import { readFileSync, readlinkSync } from 'node:fs';
import { readFile, rm, utimes, writeFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './embedded-database.errors';

const BEAT_MS = 1_000;
/** Several beats: a machine under load must not look dead. */
const SILENCE_MS = 5_000;

/**
 * Tells which machine and container is serving a DATA_DIR. PostgreSQL guards its folder by process id and shared
 * memory, and neither is visible from another container or over a network disk: a second server would start there
 * and destroy the data. So whoever runs a server touches a file every second, and a stranger watches that file,
 * by its own clock, before starting one.
 */
export class Presence {
  private timer: NodeJS.Timeout | undefined;
  private readonly path: string;

  constructor(private readonly dataDir: string) {
    this.path = join(dataDir, 'postgres.host');
  }

  /**
   * Takes the folder for this host. Answers whether it was left behind by another one that died, which makes every
   * process id noted in it meaningless here. Throws `EmbeddedDatabaseError` when another host is alive.
   */
  async take(): Promise<{ inherited: boolean }> {
    const noted = await readFile(this.path, 'utf8').catch(() => undefined);
    const inherited = noted !== undefined && noted !== hostIdentity();
    if (inherited && (await this.isBeating())) {
      throw new EmbeddedDatabaseError(
        `DATA_DIR (${this.dataDir}) is in use by another container or machine.\n` +
          'Only processes that see each other may share it: run them in one container, or give each its own DATA_DIR.',
      );
    }
    if (noted !== hostIdentity()) await writeFile(this.path, hostIdentity());
    this.beat();
    return { inherited };
  }

  /** Ends the beat. `last`: no process of this host uses the folder any more. */
  async leave(last: boolean): Promise<void> {
    clearInterval(this.timer);
    if (last) await rm(this.path, { force: true });
  }

  private beat(): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      const now = new Date();
      utimes(this.path, now, now).catch(() => undefined);
    }, BEAT_MS);
    this.timer.unref();
  }

  private async isBeating(): Promise<boolean> {
    const before = await this.lastBeat();
    for (let waited = 0; waited < SILENCE_MS; waited += 500) {
      await pause(500);
      if ((await this.lastBeat()) !== before) return true;
    }
    return false;
  }

  private async lastBeat(): Promise<number> {
    return (await stat(this.path).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
  }
}

let identity: string | undefined;

/** Equal for two processes exactly when they can see each other's process ids. */
function hostIdentity(): string {
  identity ??= `${hostname()} ${process.platform === 'linux' ? linuxIdentity() : ''}`;
  return identity;
}

function linuxIdentity(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Without /proc nothing tells two containers apart; the host name has to do.
    return '';
  }
}
