import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type CuttableDatabase, openCuttableDatabase } from '../support/cuttable-database';
import { findAndDownload, noise, untilProcessed, upload } from './support/library';
import { ANN, Stage } from './support/stage';

const COMMAND = resolve(__dirname, '../../dist/db-copy.js');

describe('moving from the embedded database to a server', () => {
  let stage: Stage;
  let database: CuttableDatabase;

  beforeEach(async () => {
    stage = await Stage.open();
    database = await openCuttableDatabase();
  });
  afterEach(async () => {
    await stage.close();
    await database.close();
  });

  it('an operator stops the bot, copies, and starts it on the server: people find everything', async () => {
    const url = database.url.replace(':none@', ':hidden@');
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
