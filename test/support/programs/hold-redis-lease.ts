import 'reflect-metadata';
import type { ConnectionTarget } from '../../../src/database';
import { openLeaseProcess } from '../lease-process';

interface Argument {
  target: ConnectionTarget;
  settings: Record<string, string>;
  name: string;
}

/** Takes a lease and holds it until killed. */
async function holdLease({ target, settings, name }: Argument): Promise<void> {
  const { leases } = await openLeaseProcess(target, settings);
  const lease = await leases.tryAcquire(name);
  process.stdout.write(lease ? 'held\n' : 'taken\n');
}

void holdLease(JSON.parse(process.argv[2] ?? '{}') as Argument);
