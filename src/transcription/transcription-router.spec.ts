import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../common/clock';
import { EngineHealth, type CreateEngineBreaker } from './engine-health';
import {
  type EngineCapabilities,
  type Transcript,
  TranscriptionEngine,
  type TranscriptionRequest,
} from './transcription-engine';
import { TranscriptionRouter } from './transcription-router';
import {
  AudioUnreadable,
  EngineFailed,
  EngineMisconfigured,
  EngineRateLimited,
  EngineResting,
  NoEngineSuitable,
  SpeechNotUnderstood,
  TranscriptionCancelled,
  TranscriptionTimedOut,
} from './transcription.errors';

const capabilities: EngineCapabilities = {
  languages: 'any',
  timestamps: 'none',
  encodings: ['audio/ogg'],
  maxAudioSeconds: null,
  maxAudioBytes: null,
  reportsProgress: true,
};

type Behaviour = (request: TranscriptionRequest) => Promise<Transcript>;

class ScriptedEngine extends TranscriptionEngine {
  readonly model = 'scripted';
  readonly capabilities = capabilities;
  readonly requests: TranscriptionRequest[] = [];

  constructor(
    readonly id: string,
    private readonly behaviour: Behaviour,
  ) {
    super();
  }

  override transcribe(request: TranscriptionRequest): Promise<Transcript> {
    this.requests.push(request);
    return this.behaviour(request);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

const transcript = (engine: string): Transcript => ({
  ...{ text: 'words', segments: [], language: null, audioSeconds: 1, processingMs: 1 },
  ...{ engine, model: 'scripted', noSpeech: false },
});
const succeeds =
  (id: string): Behaviour =>
  () =>
    Promise.resolve(transcript(id));
const fails =
  (error: Error): Behaviour =>
  () =>
    Promise.reject(error);
const hangs: Behaviour = (request) =>
  new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new TranscriptionTimedOut()), request.deadline - Date.now());
    request.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(request.signal.reason as Error);
    });
  });

let folder: string;
let request: TranscriptionRequest;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-router-test-'));
  writeFileSync(join(folder, 'voice.ogg'), 'a recording');
  request = {
    audio: { path: join(folder, 'voice.ogg') },
    mimeType: 'audio/ogg',
    durationSeconds: 10,
    signal: new AbortController().signal,
    deadline: Date.now() + 10_000,
  };
  jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const alwaysClosed: CreateEngineBreaker = () => ({ execute: (call) => call() });
const clock = new SystemClock();
const routerOver = (engines: TranscriptionEngine[], breaker = alwaysClosed): TranscriptionRouter =>
  new TranscriptionRouter(engines, new EngineHealth(breaker, clock), clock);

describe('TranscriptionRouter', () => {
  it.each([
    new EngineFailed('first', 'crashed'),
    new EngineMisconfigured('first', 'wrong key'),
    new EngineRateLimited('first', 5),
    new SpeechNotUnderstood(),
  ])('asks the next engine after $code', async (error) => {
    const router = routerOver([
      new ScriptedEngine('first', fails(error)),
      new ScriptedEngine('second', succeeds('second')),
    ]);
    await expect(router.transcribe(request)).resolves.toMatchObject({ engine: 'second' });
  });

  it('does not bother another engine with a recording that is broken', async () => {
    const second = new ScriptedEngine('second', succeeds('second'));
    const router = routerOver([new ScriptedEngine('first', fails(new AudioUnreadable())), second]);
    await expect(router.transcribe(request)).rejects.toBeInstanceOf(AudioUnreadable);
    expect(second.requests).toHaveLength(0);
  });

  it('reports what the last engine said when all fail', async () => {
    const last = new EngineFailed('second', 'HTTP 500');
    const router = routerOver([
      new ScriptedEngine('first', fails(new EngineFailed('first', 'crashed'))),
      new ScriptedEngine('second', fails(last)),
    ]);
    await expect(router.transcribe(request)).rejects.toBe(last);
  });

  it('leaves the next engine time when the first hangs', async () => {
    const second = new ScriptedEngine('second', succeeds('second'));
    const router = routerOver([new ScriptedEngine('first', hangs), second]);
    await expect(router.transcribe({ ...request, deadline: Date.now() + 400 })).resolves.toMatchObject({
      engine: 'second',
    });
  });

  it('times out for good at the job’s deadline', async () => {
    const router = routerOver([new ScriptedEngine('only', hangs)]);
    await expect(router.transcribe({ ...request, deadline: Date.now() + 50 })).rejects.toBeInstanceOf(
      TranscriptionTimedOut,
    );
  });

  it('asks nobody else once the job is cancelled', async () => {
    const controller = new AbortController();
    const second = new ScriptedEngine('second', succeeds('second'));
    const cancelling: Behaviour = (asked) => {
      controller.abort();
      return hangs(asked);
    };
    const router = routerOver([new ScriptedEngine('first', cancelling), second]);
    const work = router.transcribe({ ...request, signal: controller.signal });
    await expect(work).rejects.toBeInstanceOf(TranscriptionCancelled);
    expect(second.requests).toHaveLength(0);
  });

  it('passes over an engine whose breaker is open without calling it', async () => {
    const first = new ScriptedEngine('first', succeeds('first'));
    const open: CreateEngineBreaker = (name) => ({
      execute: (call) =>
        name === 'transcription.first' ? Promise.reject(Object.assign(new Error(), { name: 'CircuitOpen' })) : call(),
    });
    const router = routerOver([first, new ScriptedEngine('second', succeeds('second'))], open);
    await expect(router.transcribe(request)).resolves.toMatchObject({ engine: 'second' });
    expect(first.requests).toHaveLength(0);
    await expect(routerOver([first], open).transcribe(request)).rejects.toBeInstanceOf(EngineResting);
  });

  it('leaves an engine alone for as long as it asked', async () => {
    const first = new ScriptedEngine('first', fails(new EngineRateLimited('first', 60)));
    const router = routerOver([first, new ScriptedEngine('second', succeeds('second'))]);
    await router.transcribe(request);
    await router.transcribe(request);
    expect(first.requests).toHaveLength(1);
  });

  it('gives every engine the whole of a stream, and removes its copy', async () => {
    const seen: string[] = [];
    const readsThenFails: Behaviour = async ({ audio }) => {
      seen.push(await readFile((audio as { path: string }).path, 'utf8'));
      throw new EngineFailed('first', 'crashed');
    };
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith(`bellhop-voice-${process.pid}-`));
    const router = routerOver([
      new ScriptedEngine('first', readsThenFails),
      new ScriptedEngine('second', readsThenFails),
    ]);
    const stream = Readable.from([Buffer.from('all '), Buffer.from('of it')]);
    await expect(router.transcribe({ ...request, audio: { stream } })).rejects.toBeInstanceOf(EngineFailed);
    expect(seen).toEqual(['all of it', 'all of it']);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`bellhop-voice-${process.pid}-`))).toEqual(before);
  });

  it('passes progress on only where it grows, also when another engine begins anew', async () => {
    const reporting =
      (seconds: number[], then: Behaviour): Behaviour =>
      (asked) => {
        seconds.forEach((value) => asked.onProgress?.(value, 10));
        return then(asked);
      };
    const seen: number[] = [];
    const router = routerOver([
      new ScriptedEngine('first', reporting([2, 5], fails(new EngineFailed('first', 'crashed')))),
      new ScriptedEngine('second', reporting([1, 4, 7], succeeds('second'))),
    ]);
    await router.transcribe({ ...request, onProgress: (processed) => seen.push(processed) });
    expect(seen).toEqual([2, 5, 7]);
  });

  it('says why no engine suits', async () => {
    await expect(routerOver([]).transcribe(request)).rejects.toMatchObject({ reason: 'none-configured' });
    const router = routerOver([new ScriptedEngine('first', succeeds('first'))]);
    const failure = router.transcribe({ ...request, mimeType: 'image/png' });
    await expect(failure).rejects.toBeInstanceOf(NoEngineSuitable);
    await expect(failure).rejects.toMatchObject({ reason: 'format' });
  });
});
