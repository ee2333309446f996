import { spawn } from 'node:child_process';
import { childEnvironment } from '../../config/child-environment';
import type { PostgresBinaries } from './binaries';
import type { ServerUser } from './server-user';

export interface ProgramResult {
  readonly code: number;
  /** What it printed, both streams together, at most 16 kB. */
  readonly output: string;
}

const MAX_OUTPUT = 16_384;

/** Runs one of PostgreSQL's programs as the given user and waits for its end. Rejects only when it can't be started. */
export function runProgram(
  binaries: PostgresBinaries,
  user: ServerUser,
  program: string,
  programArguments: readonly string[],
): Promise<ProgramResult> {
  const [command, args] =
    user.kind === 'namespace' ? ['unshare', ['-U', program, ...programArguments]] : [program, [...programArguments]];
  const libraries = binaries.libraryPath
    ? { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: binaries.libraryPath }
    : {};
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(user.kind === 'other' ? { uid: user.uid, gid: user.gid } : {}),
      // Never the whole environment: the server would carry the bot token in /proc for as long as it lives.
      env: { ...childEnvironment(), LC_ALL: 'C', ...libraries },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    // 'exit', not 'close': a server started by pg_ctl may inherit the pipes and keep them open for its whole life.
    child.once('exit', (code, signal) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output });
    });
  });
}
