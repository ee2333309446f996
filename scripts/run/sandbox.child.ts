/** The sandbox in a process of its own; its options come as JSON, its address goes back as a message. */
import { type SandboxOptions, startSandbox } from '../../sandbox/src';

async function main(): Promise<void> {
  const sandbox = await startSandbox(JSON.parse(process.argv[2] ?? '{}') as SandboxOptions);
  process.on('disconnect', () => {
    void sandbox.close().finally(() => process.exit(0));
  });
  process.send?.({ url: sandbox.url });
}

void main();
