/**
 * A process to be killed: takes the first file of the database named by its argument and downloads it from a Telegram that
 * falls silent half way, or, when told so, hangs in telling people how the order ended. Says on standard output when it has got there.
 */
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { createDataSource } from '../../../../src/database/data-source';
import type { ConnectionTarget } from '../../../../src/database/connection-target';
import { TypeOrmDatabase } from '../../../../src/database/typeorm-database';
import { FolderMediaStore } from '../../../../src/media-store/folder-media-store';
import { FakeTelegram } from './fake-telegram';
import { OrdersProcess, ordersConfig } from './orders-bench';

interface Assignment {
  target: ConnectionTarget;
  storeDir: string;
  dieWhile: 'downloading' | 'telling';
}

/** What it says on standard output is only this. */
Logger.overrideLogger(false);

async function work({ target, storeDir, dieWhile }: Assignment): Promise<void> {
  const dataSource = await createDataSource(target, { poolMax: 4, statementTimeoutMs: 10_000 }).initialize();
  const telegram = new FakeTelegram();
  const bytes = randomBytes(100_000);
  telegram.addFile(
    'id-one',
    bytes,
    ...(dieWhile === 'downloading' ? [{ kind: 'stall', afterBytes: 50_000 } as const] : []),
  );
  telegram.onSend = () => {
    process.stdout.write('there\n');
    return new Promise(() => undefined);
  };
  const config = ordersConfig({ DOWNLOAD_STALL_TIMEOUT: '60' });
  const { fetching, jobs } = new OrdersProcess(
    new TypeOrmDatabase(dataSource),
    new FolderMediaStore(storeDir),
    config,
    telegram,
  );
  const download = fetching.fetch({ mediaId: 1, revision: 1 }, new AbortController().signal);
  if (dieWhile === 'downloading') {
    while (telegram.open === 0) await new Promise((resume) => setImmediate(resume));
    process.stdout.write('there\n');
  }
  await download;
  await jobs.run();
}

void work(JSON.parse(process.argv[2] ?? '{}') as Assignment);
