/**
 * `npm run load:voice [-- --users=60 --few=10 --seconds=30]`: many people send a voice note at the same instant while
 * others search, with one worker. Prints what they saw, and a verdict for each goal.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Sandbox, SeenMessage } from '../../sandbox/src';
import { LocalEngine } from '../../src/transcription';
import { BellhopProcess } from '../../test/e2e/support/bellhop-process';
import { eventually } from '../../test/e2e/support/eventually';
import { localSpeech } from '../../test/e2e/support/voice';
import { localEngineConfig, speechFixture, speechModelFolder } from '../../test/support/speech-fixtures';
import { requestFor } from '../../test/support/transcription-request';
import { alongside } from '../run/alongside';
import { type Latencies, median, summarise } from '../run/latencies';
import { connectTo, PostgresServer } from '../run/postgres-server';
import { treeMegabytes } from '../run/process-memory';
import { readRunOptions } from '../run/run-options';
import { startSandboxProcess } from '../run/sandbox-process';
import { table } from '../run/table';
import { Verdicts } from '../run/verdicts';

const TOKEN = '4242424242:AAE2eTestTokenForTheSandboxOnly1234';
const FIRST_SPEAKER = 10_000;
const SEARCHER = 300;
const QUEUE_SIZE = 50;
const LONG_NOTE_SECONDS = 80;

const options = readRunOptions({ few: 10, users: 60, seconds: 30, alone: 5 });

interface CrowdRow {
  readonly users: number;
  readonly texts: number;
  readonly refused: number;
  readonly doneS: number;
  readonly waitP50S: number;
  readonly offP50S: number;
  readonly answersP99: number;
  readonly loopP99Ms: number;
  readonly megabytes: number;
}

async function main(): Promise<void> {
  const modelFolder = speechModelFolder();
  if (modelFolder === null) throw new Error('there is no speech model and none could be fetched');
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-load-voice-'));
  const recording = join(folder, 'note.ogg');
  await makeNote(recording);
  const bareMs = await measureBareEngine(modelFolder, recording);
  const database = await PostgresServer.start();
  const sandbox = await startSandboxProcess({
    bots: [{ token: TOKEN, username: 'bellhop_load_bot', firstName: 'Bellhop' }],
  });
  const app = await BellhopProcess.start({
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    USER_RATE_LIMIT: '100000',
    MAX_QUEUE_SIZE: String(QUEUE_SIZE),
    MAX_CONCURRENT_WORKERS: '1',
    ...localSpeech(modelFolder),
  });
  const look = await connectTo(database.target);
  try {
    const load = new VoiceLoad(sandbox.control, app, look, recording);
    await load.prepare();
    await load.reportAlone(bareMs);
    const idle = await load.searchFor(async () => pause(5_000));
    const rows = [await load.runCrowd(options.few, idle.p99), await load.runCrowd(options.users, idle.p99)];
    printRows(rows, idle.p99);
    load.verdicts.invariant('zero crashes', app.isRunning);
    console.log();
    load.verdicts.print();
  } finally {
    await look.end();
    await app.stop();
    await sandbox.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function printRows(rows: readonly CrowdRow[], idleP99: number): void {
  const headings = ['users', 'texts', 'refused', 'all done s', 'wait p50 s', 'estimate off by p50 s'];
  console.log(
    table(
      [...headings, 'answers p99 ms', 'idle p99 ms', 'loop p99 ms', 'memory MB'],
      rows.map((row) => [
        ...[row.users, row.texts, row.refused, row.doneS, row.waitP50S, row.offP50S],
        ...[row.answersP99, idleP99, row.loopP99Ms, row.megabytes],
      ]),
    ),
  );
}

/** The beginning of the long recording: an Ogg stream may end at any page. */
async function makeNote(recording: string): Promise<void> {
  const long = await readFile(speechFixture('long-note.ogg'));
  await writeFile(recording, long.subarray(0, Math.round((long.length * options.seconds) / LONG_NOTE_SECONDS)));
}

async function measureBareEngine(modelFolder: string, recording: string): Promise<number> {
  const engine = new LocalEngine(localEngineConfig(modelFolder));
  const times: number[] = [];
  await engine.transcribe(requestFor(recording));
  for (let count = 0; count < options.alone; count += 1) {
    const startedAt = performance.now();
    await engine.transcribe(requestFor(recording));
    times.push(performance.now() - startedAt);
  }
  await engine.close();
  return median(times);
}

/** One app under load, seen by the people who use it. */
class VoiceLoad {
  readonly verdicts = new Verdicts();

  constructor(
    private readonly people: Sandbox['control'],
    private readonly app: BellhopProcess,
    private readonly look: Client,
    private readonly recording: string,
  ) {}

  async prepare(): Promise<void> {
    await this.people.addPerson({ id: SEARCHER, firstName: 'Sam', languageCode: 'en' });
    await this.people.addPeople({ count: options.users, firstId: FIRST_SPEAKER, started: true, languageCode: 'en' });
    await eventually(() => this.app.log.some((line) => line.includes('speech model loaded')));
  }

  /** One note at a time, from sending it to reading its text. */
  async reportAlone(bareMs: number): Promise<void> {
    const times: number[] = [];
    for (let count = 0; count <= options.alone; count += 1) {
      const startedAt = performance.now();
      const voice = await this.sendNote(SEARCHER);
      await this.people.waitForMessage(SEARCHER, (message) => isEndingOf(message, voice), {
        since: voice,
        timeoutMs: 60_000,
      });
      // The first loads what is loaded once.
      if (count > 0) times.push(performance.now() - startedAt);
    }
    const overMs = median(times) - bareMs;
    const allowedMs = bareMs * 0.05 + 150;
    this.verdicts.goal(
      'end to end at most 5 % + 150 ms over the bare engine',
      overMs <= allowedMs,
      `${Math.round(median(times))} ms against ${Math.round(bareMs)} ms: ${Math.round(overMs)} ms over, ${Math.round(allowedMs)} allowed`,
    );
  }

  async runCrowd(users: number, idleP99: number): Promise<CrowdRow> {
    const statuses = new Map<number, { estimateS: number | null }>();
    const stop = await this.people.subscribe((event) => {
      if (event.type !== 'message' || event.message.outgoing || statuses.has(event.personId)) return;
      const estimate = /in about (?:(\d+) min)? ?(?:(\d+) s)?/.exec(event.message.text);
      statuses.set(event.personId, {
        estimateS: estimate ? Number(estimate[1] ?? 0) * 60 + Number(estimate[2] ?? 0) : 0,
      });
    });
    const speakers = Array.from({ length: users }, (_, index) => FIRST_SPEAKER + index);
    const startedAt = performance.now();
    const since = new Date();
    let megabytes = 0;
    let loopP99Ms = 0;
    let endings: SeenMessage[] = [];
    const answers = await this.searchFor(async () => {
      const voices = await Promise.all(speakers.map((person) => this.sendNote(person)));
      const allEndings = (): Promise<SeenMessage[]> =>
        Promise.all(
          voices.map((voice, index) =>
            this.people.waitForMessage(speakers[index] ?? 0, (message) => isEndingOf(message, voice), {
              since: voice,
              timeoutMs: 600_000,
            }),
          ),
        );
      endings = await alongside(allEndings, async () => {
        megabytes = Math.max(megabytes, await treeMegabytes([this.app.pid, ...(await this.databasePids())]));
        const { body } = await this.app.health();
        const { eventLoopP99Ms = 0 } = (body.process ?? {}) as { eventLoopP99Ms?: number };
        loopP99Ms = Math.max(loopP99Ms, eventLoopP99Ms);
        await pause(1_000);
      });
    });
    const doneS = (performance.now() - startedAt) / 1000;
    stop();
    const refused = endings.filter(({ text }) => text.includes("can't take another"));
    const texts = endings.filter(({ text }) => /dashwood/i.test(text));
    const { rows } = await this.look.query<{ user_id: string; wait_s: number }>(
      `SELECT user_id, extract(epoch FROM taken_at - created_at)::float8 AS wait_s FROM usage
       WHERE state = 'finished' AND created_at >= $1 ORDER BY id`,
      [since],
    );
    const { rows: disorder } = await this.look.query(
      `SELECT 1 FROM (SELECT taken_at, lag(taken_at) OVER (ORDER BY id) AS before FROM usage
         WHERE state = 'finished' AND created_at >= $1) AS line WHERE taken_at < before`,
      [since],
    );
    const off = rows.flatMap(({ user_id: user, wait_s: waitS }) => {
      const estimateS = statuses.get(Number(user))?.estimateS;
      return estimateS == null ? [] : [Math.abs(estimateS - waitS)];
    });
    const label = `${users} at once`;
    this.verdicts.invariant(
      `${label}: everybody got a text or a plain refusal`,
      texts.length + refused.length === users,
      `${texts.length} texts, ${refused.length} refusals`,
    );
    const expectedRefusals = Math.max(0, users - QUEUE_SIZE - 1);
    this.verdicts.goal(
      `${label}: ${QUEUE_SIZE} wait, the rest is refused`,
      Math.abs(refused.length - expectedRefusals) <= 1,
      refused.length,
    );
    this.verdicts.invariant(`${label}: first come first served`, disorder.length === 0);
    this.verdicts.goal(`${label}: memory of all processes under 2 GB`, megabytes < 2048, `${Math.round(megabytes)} MB`);
    this.verdicts.goal(
      `${label}: answers p99 at most twice those of an idle bot`,
      answers.p99 <= 2 * idleP99,
      `${answers.p99.toFixed(1)} ms against ${idleP99.toFixed(1)} ms`,
    );
    this.verdicts.goal(`${label}: event loop lag p99 under 20 ms`, loopP99Ms < 20, `${loopP99Ms.toFixed(1)} ms`);
    const waits = rows.map(({ wait_s: waitS }) => waitS);
    return {
      users,
      texts: texts.length,
      refused: refused.length,
      doneS,
      waitP50S: median(waits),
      offP50S: median(off),
      answersP99: answers.p99,
      loopP99Ms,
      megabytes,
    };
  }

  /** Somebody searches all the while, ten times a second at most; answers how long they waited. */
  async searchFor(work: () => Promise<unknown>): Promise<Latencies> {
    const durations: number[] = [];
    await alongside(work, async () => {
      const startedAt = performance.now();
      const words = `nothing like this ${durations.length}`;
      const asked = await this.people.sendText(SEARCHER, words);
      await this.people.waitForMessage(SEARCHER, words, { since: asked });
      durations.push(performance.now() - startedAt);
      await pause(100);
    });
    return summarise(durations);
  }

  private sendNote(person: number): Promise<SeenMessage> {
    const about = { mimeType: 'audio/ogg', durationSeconds: options.seconds };
    return this.people.sendMedia(person, 'voice', { path: this.recording }, about);
  }

  private async databasePids(): Promise<number[]> {
    const { rows } = await this.look.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE pid IS NOT NULL');
    return rows.map(({ pid }) => pid);
  }
}

const isEndingOf = (message: SeenMessage, voice: SeenMessage): boolean =>
  message.replyTo?.messageId === voice.messageId && message.buttons.length === 0;

void main();
