import { Client } from 'pg';
import { EmbeddedPostgres, type EmbeddedPostgresOptions } from '../../../src/database/embedded/embedded-postgres';

interface Request extends EmbeddedPostgresOptions {
  dataDir: string;
}

/** Opens the embedded server, says "open", and closes it on SIGTERM; or says why it can't. */
async function use({ dataDir, ...options }: Request): Promise<void> {
  try {
    const postgres = await EmbeddedPostgres.open(dataDir, {
      ...options,
      onIncident: ({ restarted }) => process.stdout.write(`incident ${restarted ? 'restarted' : 'failed'}\n`),
    });
    const client = new Client(postgres.target);
    await client.connect();
    await client.query('SELECT 1');
    await client.end();
    // Before it says that it is open: whoever waits for the word may ask it to end at once.
    process.once('SIGTERM', () => {
      void postgres.close().then(() => process.exit(0));
    });
    process.stdout.write('open\n');
    setInterval(() => undefined, 60_000);
  } catch (error) {
    process.stdout.write(`refused: ${(error as Error).message}\n`);
    process.exit(3);
  }
}

void use(JSON.parse(process.argv[2] ?? '{}') as Request);
