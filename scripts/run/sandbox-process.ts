import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Sandbox, SandboxClient, type SandboxOptions } from '../../sandbox/src';

/** A sandbox whose process can be measured apart from the run that controls it. */
export interface SandboxProcess extends Sandbox {
  readonly pid: number;
}

/**
 * Starts the sandbox in a process of its own, so that what it costs is neither the run's nor the application's. It is
 * controlled over HTTP and ends with this process.
 */
export async function startSandboxProcess(options: SandboxOptions = {}): Promise<SandboxProcess> {
  const child = fork(join(__dirname, 'sandbox.child.ts'), [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] });
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the sandbox ended before it listened')));
  died.catch(() => undefined);
  const [{ url }] = (await Promise.race([once(child, 'message'), died])) as [{ url: string }];
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? -1,
    control: new SandboxClient(url),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
