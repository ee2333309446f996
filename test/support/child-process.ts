import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from './eventually';

export interface ChildOptions {
  /** Run as this user; only root can. */
  user?: { uid: number; gid: number };
  env?: Record<string, string>;
}

/** A program from `test/support/programs`, running beside the test as a process of its own. */
export interface Child {
  readonly pid: number;
  /** Everything it has written so far. */
  output(): string;
  /** Waits until it has written `text`; fails with its output when it ends first. */
  said(text: string, timeoutMs?: number): Promise<void>;
  /** SIGKILL: no last words. Safe to call twice. */
  kill(): Promise<void>;
  /** Asks it to end and answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `programs/<name>.ts` with one JSON argument. */
export function startChild(name: string, argument: unknown, options: ChildOptions = {}): Child {
  const program = join(__dirname, 'programs', `${name}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(__dirname, '..', '..', 'tsconfig.json'), ...options.env },
    ...options.user,
  });
  return watch(child);
}

function watch(child: ChildProcess): Child {
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!ended()) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    output: () => output,
    async said(text, timeoutMs = 30_000) {
      await eventually(
        `the child says "${text}"`,
        () => {
          if (output.includes(text)) return true;
          if (ended()) throw new Error(`the child ended before it said "${text}":\n${output}`);
          return false;
        },
        timeoutMs,
      );
    },
    async kill() {
      await end('SIGKILL');
    },
    stop: (signal = 'SIGTERM') => end(signal),
  };
}
