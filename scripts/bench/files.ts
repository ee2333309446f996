/**
 * npm run bench:files [-- --megabytes 1024]
 *
 * One large file through processing (from Telegram and straight back, as the running application does it), beside
 * `curl | curl` moving the same bytes over the same server; and how much memory the application took for it.
 * Goals: 0.9 × the speed of curl, memory growth under 64 MB. The server is the sandbox with its size limits raised.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../run/latencies';
import { residentMegabytes, watchProcess } from '../run/process-watch';
import { OWNER, Stage, TOKEN } from '../../test/e2e/support/stage';

const MB = 1 << 20;
const SPEED_GOAL = 0.9;
const MEMORY_GOAL_MB = 64;
const RUNS = 3;
const LIMIT_MS = 10 * 60_000;

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '1024' } } });
const megabytes = Number(values.megabytes);
const limits = { maxDownloadBytes: (megabytes + 1) * MB, maxUploadBytes: (megabytes + 1) * MB };

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-bench-'));
  const stage = await Stage.open(limits);
  try {
    const app = await stage.startApp({
      TELEGRAM_MAX_DOWNLOAD_BYTES: String(limits.maxDownloadBytes),
      TELEGRAM_MAX_UPLOAD_BYTES: String(limits.maxUploadBytes),
      FILE_DOWNLOAD_TIMEOUT: '600',
    });
    const [ours, theirs, growths]: [number[], number[], number[]] = [[], [], []];
    for (let run = 0; run < RUNS; run += 1) {
      const path = join(folder, `file-${run}.bin`);
      await pipeline(Readable.from(fileContent(run)), createWriteStream(path));
      const before = await residentMegabytes(app.pid);
      const watch = watchProcess(app.pid);
      const seconds = await processFile(stage, path, `Large file ${run}`);
      const { peakMegabytes: peak } = await watch.stop();
      ours.push(megabytes / seconds);
      growths.push(peak - before);
      theirs.push(megabytes / (await curl(stage, path)));
      console.log(
        `  run ${run + 1}: processing ${ours.at(-1)?.toFixed(0)} MB/s, curl | curl ${theirs.at(-1)?.toFixed(0)} MB/s, ` +
          `memory ${before.toFixed(0)} → ${peak.toFixed(0)} MB`,
      );
      await rm(path);
    }
    const ratio = median(ours) / median(theirs);
    const growth = Math.max(...growths);
    console.log(
      `\n  ${megabytes} MB: ${ratio.toFixed(2)} × curl | curl, goal ${SPEED_GOAL} (${verdict(ratio >= SPEED_GOAL)})`,
    );
    console.log(
      `  memory growth at most ${growth.toFixed(0)} MB, goal ${MEMORY_GOAL_MB} (${verdict(growth < MEMORY_GOAL_MB)})`,
    );
  } finally {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Uploads through the dialogue and answers the seconds the copy took, from the first byte of its upload to Telegram's
 * answer. What lies before is the wait for the chat's own pace, after the messages of the dialogue.
 */
async function processFile(stage: Stage, path: string, title: string): Promise<number> {
  const { people } = stage;
  const ask = await people.sendText(OWNER, '/upload');
  await people.waitForMessage(OWNER, 'New file', { since: ask });
  const sent = await people.sendDocument(OWNER, { path }, { fileName: 'large.zip' });
  await people.waitForMessage(OWNER, 'What is its title', { since: sent, timeoutMs: LIMIT_MS });
  const named = await people.sendText(OWNER, title);
  await people.waitForMessage(OWNER, 'Send tags', { since: named });
  await people.clearCalls();
  await people.sendText(OWNER, '/skip');
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline) {
    const [uploaded] = await people.listCalls({ method: 'sendDocument' });
    if (uploaded) return uploaded.latencyMs / 1000;
    await pause(50);
  }
  throw new Error('the file was not processed in time');
}

/**
 * Seconds that curl needs for the same: from the server's file link into a multipart upload, with no file between. The
 * form is written by hand around the stream, since curl's own `-F` reads the whole of a pipe into memory first.
 */
async function curl(stage: Stage, path: string): Promise<number> {
  const api = `${stage.sandbox.url}/bot${TOKEN}`;
  const sent = await shell<{ document: { file_id: string } }>(
    `curl -sSf -F chat_id=${OWNER} -F "document=@$FILE;filename=copy.zip" ${api}/sendDocument`,
    { FILE: path },
  );
  const file = await shell<{ file_path: string }>(`curl -sSf ${api}/getFile?file_id=${sent.document.file_id}`);
  const from = `${stage.sandbox.url}/file/bot${TOKEN}/${file.file_path}`;
  const head =
    `--cut\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n${OWNER}\r\n` +
    `--cut\r\nContent-Disposition: form-data; name="document"; filename="copy.zip"\r\n\r\n`;
  const post = 'curl -sSf -X POST -H "Expect:" -H "Content-Type: multipart/form-data; boundary=cut" -T -';
  const start = performance.now();
  await shell(`{ printf %s "$HEAD"; curl -sSf ${from}; printf %s "$TAIL"; } | ${post} ${api}/sendDocument`, {
    HEAD: head,
    TAIL: '\r\n--cut--\r\n',
  });
  return (performance.now() - start) / 1000;
}

/** Runs a command line and answers the `result` of the Bot API answer it prints. */
async function shell<Result>(command: string, variables: Record<string, string> = {}): Promise<Result> {
  const child = spawn('sh', ['-c', command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...variables },
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`curl ended with ${code}`);
  return (JSON.parse(printed) as { result: Result }).result;
}

function* fileContent(seed: number): Generator<Buffer> {
  for (let part = 0; part < megabytes; part += 1) yield Buffer.alloc(MB, `${seed}/${part};`);
}

const verdict = (met: boolean): string => (met ? 'met' : 'missed');

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
