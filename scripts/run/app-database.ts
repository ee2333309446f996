import { join } from 'node:path';
import type { Client } from 'pg';
import { SOCKET_PORT } from '../../src/database/embedded/socket-folder';
import { connectTo } from './postgres-server';
import type { TierServices } from './tier';

/** Connects to the database of an application that runs on `services` with this data folder. It must have been started. */
export function connectToApp(dataDir: string, { postgres }: Pick<TierServices, 'postgres'>): Promise<Client> {
  const own = { host: join(dataDir, 'postgres'), port: SOCKET_PORT, user: 'bellhop', database: 'bellhop' };
  return connectTo(postgres?.target ?? own);
}

/** The process that all others of a database server descend from. */
export async function serverProcess(client: Client): Promise<number> {
  const { rows } = await client.query<{ postmaster: string }>(`SELECT pg_read_file('postmaster.pid') AS postmaster`);
  return Number(rows[0]?.postmaster.split('\n')[0]);
}
