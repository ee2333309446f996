import type { Client } from 'pg';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres';
import type { AddressedTarget } from '../../src/database/embedded/server';
import { connectTo } from './postgres-server';
import type { TierServices } from './tier';

/** Runs `work` with a connection to the application's database, wherever the tier keeps it. */
export async function withDatabase<T>(
  { postgres }: TierServices,
  dataDir: string,
  work: (client: Client, target: AddressedTarget) => Promise<T>,
): Promise<T> {
  const embedded = postgres ? undefined : await EmbeddedPostgres.open(dataDir);
  try {
    const target = postgres?.target ?? (embedded as EmbeddedPostgres).target;
    const client = await connectTo(target);
    try {
      return await work(client, target);
    } finally {
      await client.end().catch(() => undefined);
    }
  } finally {
    await embedded?.close();
  }
}
