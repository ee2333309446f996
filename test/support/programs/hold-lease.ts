import 'reflect-metadata';
import { AdvisoryLeases } from '../../../src/coordination/advisory-leases';
import type { ConnectionTarget } from '../../../src/database';

/** Takes a lease and holds it until killed. */
async function holdLease({ target, name }: { target: ConnectionTarget; name: string }): Promise<void> {
  const leases = new AdvisoryLeases({ tier: 'embedded', target, close: () => Promise.resolve() });
  const lease = await leases.tryAcquire(name);
  process.stdout.write(lease ? 'held\n' : 'taken\n');
}

void holdLease(JSON.parse(process.argv[2] ?? '{}') as { target: ConnectionTarget; name: string });
