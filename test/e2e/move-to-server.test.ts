import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type CuttableLine, layLine } from '../../sandbox/test/web/support/cuttable-line';
import { openTestDatabase, type TestDatabase } from '../support/test-database';
import { findAndDownload, noise, untilProcessed, upload } from './support/library';
import { ANN, Stage } from './support/stage';

const COMMAND = resolve(__dirname, '../../dist/db-copy.js');

describe('moving from the embedded database to a server', () => {
  let stage: Stage;
  let database: TestDatabase;
  let line: CuttableLine;

  beforeEach(async () => {
    stage = await Stage.open();
    database = await openTestDatabase({ schema: 'empty' });
    line = await layLine(`${database.target.host}/.s.PGSQL.${database.target.port}`);
  });
  afterEach(async () => {
    await stage.close();
    await line.close();
    await database.close();
  });

  it('an operator stops the bot, copies, and starts it on the server: people find everything', async () => {
    const url = `postgresql://${database.target.user}:hidden@${new URL(line.url).host}/${database.target.database}`;
    const app = await stage.startApp();
    await upload(stage, { title: 'Moving house', fileName: 'house.txt', bytes: noise(900, 'house') });
    await untilProcessed(stage, 'Moving house');
    await app.stop();

    const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, '--to', url, '--from', stage.dataDir]);
    expect(stdout).toMatch(/^users +1 rows {2}checksum -?\d+$/m);
    expect(stdout).toContain('equal on both sides');
    expect(stdout).not.toContain('hidden');

    await stage.startApp({ DATABASE_URL: url });
    await findAndDownload(stage, ANN, 'moving haus', 'Moving house');
  });
});
