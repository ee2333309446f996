import { Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SystemClock } from '../../../../src/common/clock';
import { AuditTrail } from '../../../../src/audit';
import type { AppConfig } from '../../../../src/config';
import { AdvisoryLeases } from '../../../../src/coordination/advisory-leases';
import { I18n } from '../../../../src/i18n';
import { RetryPolicies } from '../../../../src/resilience';
import { LearnedPaceRepository } from '../../../../src/transcription/progress/learned-pace.repository';
import { QueuePositionsService } from '../../../../src/transcription/queue-positions.service';
import { AdmissionRepository } from '../../../../src/transcription/queue/admission.repository';
import { Places } from '../../../../src/transcription/queue/places';
import { RunRepository } from '../../../../src/transcription/queue/run.repository';
import { StatusRepository } from '../../../../src/transcription/queue/status.repository';
import { RecordingListener } from '../../../../src/transcription/recording-listener';
import type { SpeechEngines } from '../../../../src/transcription/speech-engines';
import { StatusMessages } from '../../../../src/transcription/status/status-messages';
import { TranscriptDelivery } from '../../../../src/transcription/status/transcript-delivery';
import {
  type NoEngineReason,
  type Transcript,
  TranscriptionCancelled,
  type TranscriptionRequest,
  TranscriptionService,
  TranscriptionUpkeepService,
  UsageStatistics,
  type VoiceMessage,
} from '../../../../src/transcription';
import { TranscriptionMetrics } from '../../../../src/transcription/transcription.metrics';
import { TranscriptionRunService } from '../../../../src/transcription/transcription-run.service';
import { openUsers } from '../../../support/open-users';
import { testConfig } from '../../../support/test-config';
import { FixedSettings } from '../../../support/fixed-settings';
import { openTestDatabase, serverAt, type TestDatabase } from '../../../support/test-database';
import { FakeChat } from './fake-chat';
import { SharedJobs } from './shared-jobs';

export const ANN = 201;
export const BOB = 202;
export const CID = 203;

/** Says nothing of what is in the file. */
export const fileIdOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Speech engines that "hear" what the file's bytes say, when the test lets them. */
export class FakeSpeech {
  /** What was worked, in order, by its text. */
  readonly heard: string[] = [];
  atWork = 0;
  mostAtWork = 0;
  objection: NoEngineReason | null = null;
  areUsedHere = true;
  readonly warmedUp = Promise.resolve();
  /** Awaited before each answer; rejects or waits as the test wishes. */
  during: ((request: TranscriptionRequest, text: string) => Promise<void>) | undefined;

  objectionTo(): NoEngineReason | null {
    return this.objection;
  }

  list(): [] {
    return [];
  }

  async transcribe(request: TranscriptionRequest): Promise<Transcript> {
    if (!('path' in request.audio)) throw new Error('a recording comes as a file');
    const text = await readFile(request.audio.path, 'utf8');
    this.heard.push(text);
    this.atWork += 1;
    this.mostAtWork = Math.max(this.mostAtWork, this.atWork);
    try {
      await this.during?.(request, text);
    } finally {
      this.atWork -= 1;
    }
    request.signal.throwIfAborted();
    const segments = [{ start: 0, end: 10, text }];
    const about = { language: 'en', audioSeconds: 10, processingMs: 1000, engine: 'local', model: 'fake' };
    return { text, segments: text === '' ? [] : segments, noSpeech: text === '', ...about };
  }
}

/** Something that waits until the test opens it. */
export class Latch {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

/** What a run waits for until the test opens it, or its work is ended. */
export class Gate extends Latch {
  pass = (request: TranscriptionRequest): Promise<void> =>
    Promise.race([
      this.opened,
      new Promise<never>((_, reject) =>
        request.signal.addEventListener('abort', () => reject(new TranscriptionCancelled(request.signal.reason))),
      ),
    ]);
}

/** The services of one process, put together by hand on a real database. */
export class VoiceProcess {
  readonly transcriptions: TranscriptionService;
  readonly runs: TranscriptionRunService;
  readonly positions: QueuePositionsService;
  readonly upkeep: TranscriptionUpkeepService;
  readonly statistics: UsageStatistics;
  readonly stopping = new AbortController();
  private readonly leases: AdvisoryLeases;

  constructor(bench: VoiceBench) {
    const { chat, jobs, config } = bench;
    const { database } = bench.db;
    const engines = bench.speech as unknown as SpeechEngines;
    const clock = new SystemClock();
    const audit = new AuditTrail(database);
    this.leases = new AdvisoryLeases(serverAt(bench.db.target));
    const { users } = openUsers(database, config, clock);
    const requests = new StatusRepository(database);
    const repository = new RunRepository(database, database);
    const paces = new LearnedPaceRepository(database);
    const places = new Places(this.leases, config);
    const messages = new StatusMessages(chat, requests, new I18n(), clock, config);
    const delivery = new TranscriptDelivery(messages, chat, repository);
    const settings = new FixedSettings(config);
    const listener = new RecordingListener(chat, engines, repository, clock, config, settings);
    const admissions = new AdmissionRepository(database, database);
    this.transcriptions = new TranscriptionService(
      ...([admissions, requests, messages, engines, paces, places, jobs, database, audit, config, settings] as const),
    );
    const metrics = new TranscriptionMetrics(this.transcriptions, paces, config);
    this.runs = new TranscriptionRunService(
      ...([places, repository, listener, messages, delivery, paces, users, jobs, clock, config, metrics] as const),
      new RetryPolicies(),
    );
    this.positions = new QueuePositionsService(this.transcriptions, requests, messages);
    this.upkeep = new TranscriptionUpkeepService(places, repository, this.runs, jobs);
    this.statistics = new UsageStatistics(database, paces);
    jobs.serve((signal) => this.runs.takeTurn(signal), this.stopping.signal);
  }

  /** Its leases are gone as when the process was killed; what it was doing goes on, and finds that it lost them. */
  async loseLeases(): Promise<void> {
    await this.leases.onApplicationShutdown();
  }

  async stop(): Promise<void> {
    this.stopping.abort(new Error('the process is stopping'));
    await this.leases.onApplicationShutdown();
  }
}

/** A database, a chat, and one process; more can be started beside it. Ann, Bob and Cid are known. */
export class VoiceBench {
  chat = new FakeChat();
  speech = new FakeSpeech();
  jobs = new SharedJobs();
  main!: VoiceProcess;
  private processes: VoiceProcess[] = [];
  private nextMessageId = 1;

  private constructor(
    readonly db: TestDatabase,
    public config: AppConfig,
  ) {}

  static async open(): Promise<VoiceBench> {
    Logger.overrideLogger(false);
    return new VoiceBench(await openTestDatabase({ poolMax: 30 }), testConfig());
  }

  /** Begins anew, with three people, an empty queue and a fresh process. */
  async reset(environment: Record<string, string> = {}): Promise<void> {
    await this.stopAll();
    await this.sql('TRUNCATE users, usage, audit_entries, learned_paces RESTART IDENTITY CASCADE');
    await this.sql(
      `INSERT INTO users (id, first_name, language) VALUES ($1, 'Ann', 'en'), ($2, 'Bob', 'en'), ($3, 'Cid', 'ru')`,
      [ANN, BOB, CID],
    );
    this.config = testConfig(environment);
    this.nextMessageId = 1;
    this.chat = new FakeChat();
    this.speech = new FakeSpeech();
    this.jobs = new SharedJobs();
    this.main = this.startProcess();
  }

  startProcess(): VoiceProcess {
    const process = new VoiceProcess(this);
    this.processes.push(process);
    return process;
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.db.close();
  }

  /** A voice note that says `text`; the same text is the same recording. */
  note(userId: number, text: string, about: Partial<VoiceMessage> = {}): VoiceMessage {
    this.chat.addFile(fileIdOf(text), Buffer.from(text));
    const messageId = this.nextMessageId++;
    return {
      userId,
      chatId: userId,
      askedMessageId: messageId,
      voiceMessageId: messageId,
      kind: 'voice',
      fileId: fileIdOf(text),
      fileUniqueId: `unique-${fileIdOf(text)}`,
      mimeType: 'audio/ogg',
      durationSeconds: 10,
      sizeBytes: 1000,
      ...about,
    };
  }

  sql<Row extends object>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.db.database.query<Row>(statement, parameters);
  }

  async states(): Promise<string[]> {
    const rows = await this.sql<{ state: string }>('SELECT state FROM usage ORDER BY id');
    return rows.map(({ state }) => state);
  }

  private async stopAll(): Promise<void> {
    const processes = this.processes;
    this.processes = [];
    for (const process of processes) await process.stop();
    await this.jobs.idle();
  }
}
