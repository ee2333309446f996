import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { complain } from './common/complain';
import { EmbeddedDatabaseError } from './database';
import { CopyRefused, moveDatabase, type TableCopied } from './database/copy';
import { readDataDir } from './config';

const USAGE = `Copies the embedded database to a PostgreSQL server, and verifies every table by count and checksum.

  npm run db:copy -- --to postgres://USER:PASSWORD@HOST/DATABASE [--from FOLDER]

  --to     an empty database on PostgreSQL 14 or newer. A password in PGPASSWORD does not show in the list of processes
  --from   the folder of the embedded database (default: DATA_DIR)

Stop Bellhop first. If anything goes wrong the target stays empty and the embedded database as it is.`;

/** Errors whose message is all the operator needs. */
const plainErrors = [CopyRefused, EmbeddedDatabaseError];

async function run(): Promise<void> {
  const request = readArguments();
  if (!request) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const copied = await moveDatabase(request.from, { connectionString: request.to }, tell);
  const rows = copied.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `\n${copied.length} tables, ${rows} rows: copied, and equal on both sides.\n` +
      `Now start Bellhop with DATABASE_URL. Keep ${request.from}: it still holds files, and the old database until you delete it.\n`,
  );
}

function readArguments(): { from: string; to: string } | undefined {
  try {
    const { values } = parseArgs({ options: { to: { type: 'string' }, from: { type: 'string' } } });
    if (!values.to || !/^postgres(ql)?:\/\//.test(values.to)) return undefined;
    return { to: values.to, from: resolve(values.from ?? readDataDir()) };
  } catch {
    return undefined;
  }
}

function tell({ table, rows, checksum }: TableCopied): void {
  process.stdout.write(`${table.padEnd(28)} ${String(rows).padStart(12)} rows  checksum ${checksum}\n`);
}

run().catch((error: unknown) => {
  complain(error, plainErrors);
  process.exitCode = 1;
});
