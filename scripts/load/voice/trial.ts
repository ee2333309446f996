import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { SeenMessage } from '../../../sandbox/src';
import { LocalEngine } from '../../../src/transcription';
import type { BellhopProcess } from '../../../test/e2e/support/bellhop-process';
import { eventually } from '../../../test/e2e/support/eventually';
import { Stage, TOKEN } from '../../../test/e2e/support/stage';
import { localSpeech } from '../../../test/e2e/support/voice';
import { localEngineConfig, speechFixture } from '../../../test/support/speech-fixtures';
import { requestFor } from '../../../test/support/transcription-request';
import { alongside } from '../../run/alongside';
import { connectToApp, serverProcess } from '../../run/app-database';
import { type Latencies, median, summarise } from '../../run/latencies';
import { treeMegabytes } from '../../run/process-memory';
import type { TierServices } from '../../run/tier';
import { QuestionClock } from '../orders/question-clock';
import { Told } from './told';

const BOT_ID = Number(TOKEN.split(':')[0]);
const FIRST_SPEAKER = 10_000;
const SEARCHER = 300;
const LONE_SPEAKER = 301;
const LONG_NOTE_SECONDS = 80;
/** Between two searches: some ten a second. */
const SEARCH_PAUSE_MS = 100;
/** Looking costs the watched processes something, too. */
const LOOK_EVERY_MS = 5_000;

export interface VoiceTrialOptions {
  /** Length of each note, 12 to 80: what is counted as its text is said in the first twelve. */
  readonly seconds: number;
  readonly queueSize: number;
}

/** One note at a time, through the whole bot and through the engine alone. Medians in milliseconds. */
export interface AloneResult {
  readonly endToEndMs: number;
  readonly bareMs: number;
  /** Where the time goes, from the request's row: until its turn, until it is here, in the engine, until it is told. */
  readonly parts: {
    readonly line: number;
    readonly download: number;
    readonly engine: number;
    readonly telling: number;
  };
}

export interface CrowdResult {
  readonly users: number;
  readonly texts: number;
  readonly refused: number;
  /** Until everybody had their text or refusal. */
  readonly doneS: number;
  /** In line, of those who got a text. Median, like the two below. */
  readonly waitS: number;
  /** The wait that each was told of first. */
  readonly estimateS: number;
  /** By how much that was wrong, either way. */
  readonly offS: number;
  /** Whoever was first in line was taken first. */
  readonly inOrder: boolean;
  /** Of those who search meanwhile. */
  readonly answers: Latencies;
  /** The worst of the windows that `/health` tells of. */
  readonly loopP99Ms: number;
  /** Of the application, its recogniser and the database server together. */
  readonly megabytes: number;
}

/** One application with one worker, and the people who use it. */
export class VoiceTrial {
  private searches = 0;
  private nextSpeaker = FIRST_SPEAKER;

  private constructor(
    private readonly stage: Stage,
    private readonly app: BellhopProcess,
    private readonly look: Client,
    private readonly clock: QuestionClock,
    private readonly told: Told,
    private readonly modelFolder: string,
    private readonly options: VoiceTrialOptions,
  ) {}

  static async open(options: VoiceTrialOptions, services: TierServices, modelFolder: string): Promise<VoiceTrial> {
    const stage = await Stage.open({ callLogSize: 100 }, { services });
    try {
      const app = await stage.startApp({
        ...localSpeech(modelFolder),
        MAX_QUEUE_SIZE: String(options.queueSize),
        MAX_CONCURRENT_WORKERS: '1',
        MAX_VOICE_DURATION_SECONDS: String(LONG_NOTE_SECONDS),
      });
      await stage.people.addPeople({ count: 2, firstId: SEARCHER, started: true, languageCode: 'en' });
      const [clock, told] = [await QuestionClock.start(stage.people), await Told.listen(stage.people)];
      const look = await connectToApp(stage.dataDir, services);
      const trial = new VoiceTrial(stage, app, look, clock, told, modelFolder, options);
      await trial.prepare();
      return trial;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get isRunning(): boolean {
    return this.app.isRunning;
  }

  async close(): Promise<void> {
    this.clock.stop();
    this.told.stop();
    await this.look.end();
    await this.stage.close();
  }

  /** Turn about, so that whatever else the machine does is the same for both. */
  async measureAlone(rounds: number): Promise<AloneResult> {
    const engine = new LocalEngine(localEngineConfig(this.modelFolder));
    const [bare, endToEnd]: [number[], number[]] = [[], []];
    const since = new Date();
    try {
      await engine.warmUp();
      // The first of each loads what is loaded once.
      for (let round = 0; round <= rounds; round += 1) {
        const bareMs = await timed(() => engine.transcribe(requestFor(this.recording)));
        const endToEndMs = await timed(async () => this.told.ending(LONE_SPEAKER, await this.sendNote(LONE_SPEAKER)));
        if (round > 0) bare.push(bareMs);
        if (round > 0) endToEnd.push(endToEndMs);
      }
    } finally {
      await engine.close();
    }
    return { endToEndMs: median(endToEnd), bareMs: median(bare), parts: await this.parts(since) };
  }

  async searchFor(ms: number): Promise<Latencies> {
    return this.searchDuring(() => pause(ms));
  }

  /** `users` people send a note at the same instant, while somebody searches. */
  async runCrowd(users: number): Promise<CrowdResult> {
    const firstId = this.nextSpeaker;
    this.nextSpeaker += users;
    const speakers = Array.from({ length: users }, (_, index) => firstId + index);
    await this.stage.people.addPeople({ count: users, firstId, started: true, languageCode: 'en' });
    const [since, startedAt] = [new Date(), performance.now()];
    let seen = { loopP99Ms: 0, megabytes: 0 };
    let voices: SeenMessage[] = [];
    let endings: SeenMessage[] = [];
    const answers = await this.searchDuring(async () => {
      const watching = this.watch();
      voices = await Promise.all(speakers.map((person) => this.sendNote(person)));
      endings = await Promise.all(voices.map((voice, index) => this.told.ending(speakers[index] ?? 0, voice)));
      seen = await watching.stop();
    });
    const doneS = (performance.now() - startedAt) / 1000;
    const { rows } = await this.look.query<{ person: string; wait_s: number; in_order: boolean }>(
      `SELECT user_id AS person, extract(epoch FROM taken_at - created_at)::float8 AS wait_s,
         coalesce(taken_at >= lag(taken_at) OVER (ORDER BY id), true) AS in_order
       FROM usage WHERE state = 'finished' AND created_at >= $1 ORDER BY id`,
      [since],
    );
    const waits = rows.map(({ person, wait_s: waitS }) => {
      const voice = voices[Number(person) - firstId];
      return { waitS, estimateS: voice ? (this.told.estimate(Number(person), voice) ?? 0) : 0 };
    });
    return {
      users,
      texts: endings.filter(({ text }) => /your country/i.test(text)).length,
      refused: endings.filter(({ text }) => text.includes("can't take another")).length,
      doneS,
      waitS: median(waits.map(({ waitS }) => waitS)),
      estimateS: median(waits.map(({ estimateS }) => estimateS)),
      offS: median(waits.map(({ waitS, estimateS }) => Math.abs(waitS - estimateS))),
      inOrder: rows.every(({ in_order: inOrder }) => inOrder),
      answers,
      ...seen,
    };
  }

  /** The beginning of the long recording: an Ogg stream may end at any page. */
  private async prepare(): Promise<void> {
    const long = await readFile(speechFixture('long-note.ogg'));
    const length = Math.round((long.length * this.options.seconds) / LONG_NOTE_SECONDS);
    await writeFile(this.recording, long.subarray(0, length));
    await eventually(() => this.app.log.some((line) => line.includes('speech model loaded')), { timeoutMs: 60_000 });
  }

  private get recording(): string {
    return join(this.stage.dataDir, 'note.ogg');
  }

  private sendNote(person: number): Promise<SeenMessage> {
    const about = { mimeType: 'audio/ogg', durationSeconds: this.options.seconds };
    return this.stage.people.sendMedia(person, 'voice', { path: this.recording }, about);
  }

  private async parts(since: Date): Promise<AloneResult['parts']> {
    const { rows } = await this.look.query<AloneResult['parts']>(
      `SELECT extract(epoch FROM taken_at - created_at)::float8 * 1000 AS line,
         extract(epoch FROM downloaded_at - taken_at)::float8 * 1000 AS download, processing_ms::float8 AS engine,
         extract(epoch FROM ended_at - downloaded_at)::float8 * 1000 - processing_ms AS telling
       FROM usage WHERE state = 'finished' AND created_at >= $1 ORDER BY id OFFSET 1`,
      [since],
    );
    const of = (part: keyof AloneResult['parts']): number => median(rows.map((row) => row[part]));
    return { line: of('line'), download: of('download'), engine: of('engine'), telling: of('telling') };
  }

  /** Somebody searches until `work` is done; answers how long the application took to answer. */
  private async searchDuring(work: () => Promise<unknown>): Promise<Latencies> {
    const durations: number[] = [];
    await alongside(work, async () => {
      const words = `nothing like this ${this.searches++}`;
      durations.push(
        await this.clock.ask(SEARCHER, { botId: BOT_ID, methods: ['sendMessage'] }, () =>
          this.stage.people.sendText(SEARCHER, words),
        ),
      );
      await pause(SEARCH_PAUSE_MS);
    });
    return summarise(durations);
  }

  private watch(): { stop(): Promise<{ loopP99Ms: number; megabytes: number }> } {
    const seen = { loopP99Ms: 0, megabytes: 0 };
    const stopping = new AbortController();
    const watching = (async () => {
      const database = await serverProcess(this.look);
      while (!stopping.signal.aborted) {
        await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
        seen.megabytes = Math.max(seen.megabytes, await treeMegabytes([this.app.pid, database]));
        // An app that does not answer in time shows in everything else that is measured.
        const health = await this.app.health().catch(() => undefined);
        const { eventLoopP99Ms = 0 } = (health?.body.process ?? {}) as { eventLoopP99Ms?: number };
        seen.loopP99Ms = Math.max(seen.loopP99Ms, eventLoopP99Ms);
      }
    })();
    return {
      async stop() {
        stopping.abort();
        await watching;
        return seen;
      },
    };
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
