import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../../src/common/is-alive';
import {
  AudioFormatUnsupported,
  AudioIncomplete,
  AudioTooLong,
  AudioTrackMissing,
  AudioUnreadable,
  EngineBusy,
  EngineFailed,
  EngineMisconfigured,
  LocalEngine,
  TranscriptionCancelled,
  TranscriptionTimedOut,
} from '../../../src/transcription';
import { eventually } from '../../e2e/support/eventually';
import { failureOf } from '../../support/failure-of';
import {
  ffmpegPath,
  localEngineConfig,
  spokenClips,
  speechFixture,
  speechModelFolder,
} from '../../support/speech-fixtures';
import { requestFor } from '../../support/transcription-request';
import { wordErrorRate } from '../../support/word-error-rate';

const modelFolder = speechModelFolder();
const withModel = modelFolder ? describe : describe.skip;
const withFfmpeg = ffmpegPath ? it : it.skip;
const longNote = speechFixture('long-note.ogg');

// Generous, since the recogniser gives way to everything else that runs on the machine.
jest.setTimeout(180_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-speech-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

withModel('the local engine', () => {
  let engine: LocalEngine;
  beforeAll(async () => {
    engine = new LocalEngine(localEngineConfig(modelFolder as string));
    await engine.warmUp();
  });
  afterAll(() => engine.close());

  it.each(spokenClips)('hears what is said in $file', async ({ path, text, seconds }) => {
    const transcript = await engine.transcribe(requestFor(path, { durationSeconds: seconds }));
    expect(wordErrorRate(text, transcript.text)).toBeLessThanOrEqual(0.15);
    expect(transcript).toMatchObject({ engine: 'local', model: 'moonshine-tiny', language: 'en', noSpeech: false });
    expect(transcript.audioSeconds).toBeCloseTo(seconds, -0.5);
  });

  it('gives segments in order, within the recording, and progress that grows', async () => {
    const reports: number[] = [];
    const onProgress = (processed: number): unknown => reports.push(processed);
    const { segments, audioSeconds } = await engine.transcribe(
      requestFor(longNote, { durationSeconds: 80, onProgress }),
    );
    expect(segments.length).toBeGreaterThan(2);
    let last = 0;
    for (const { start, end } of segments) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end - start).toBeLessThanOrEqual(28);
      last = end;
    }
    expect(last).toBeLessThanOrEqual(audioSeconds + 0.1);
    expect(reports.length).toBeGreaterThan(2);
    expect(reports).toEqual([...reports].sort((left, right) => left - right));
  });

  it('says that nobody speaks when nobody speaks', async () => {
    const transcript = await engine.transcribe(requestFor(speechFixture('silence.ogg'), { durationSeconds: 4 }));
    expect(transcript).toMatchObject({ noSpeech: true, text: '', segments: [] });
  });

  it('takes a stream and leaves no file of it behind', async () => {
    const before = voiceFolders();
    const clip = spokenClips[0]!;
    const transcript = await engine.transcribe(requestFor('', { audio: { stream: createReadStream(clip.path) } }));
    expect(wordErrorRate(clip.text, transcript.text)).toBeLessThanOrEqual(0.15);
    expect(voiceFolders()).toEqual(before);
  });

  it('refuses bytes that are no recording', async () => {
    await failureOf(
      engine.transcribe(requestFor(written('noise.ogg', Buffer.alloc(50_000, 'nonsense ')))),
      AudioUnreadable,
    );
    await failureOf(engine.transcribe(requestFor(written('empty.ogg', Buffer.alloc(0)))), AudioUnreadable);
  });

  it('refuses a recording whose header is all there is of it', async () => {
    const header = readFileSync(longNote).subarray(0, 60);
    await failureOf(engine.transcribe(requestFor(written('header.ogg', header))), AudioUnreadable);
  });

  it('refuses a truncated recording and says how much there was', async () => {
    const whole = readFileSync(longNote);
    const path = written('truncated.ogg', whole.subarray(0, whole.length / 2));
    const failure = await failureOf(engine.transcribe(requestFor(path, { durationSeconds: 80 })), AudioIncomplete);
    expect(failure.retryable).toBe(true);
    expect(failure.actualSeconds).toBeGreaterThan(20);
    expect(failure.actualSeconds).toBeLessThan(60);
  });

  it('refuses a few seconds that claim to be two hours', async () => {
    const path = speechFixture('dashwood-selfish.ogg');
    await failureOf(engine.transcribe(requestFor(path, { durationSeconds: 7200 })), AudioIncomplete);
  });

  it('stops at the limit when a recording is longer than it claims', async () => {
    const request = requestFor(longNote, { durationSeconds: 3, maxAudioSeconds: 30 });
    await failureOf(engine.transcribe(request), AudioTooLong);
  });

  it('goes on with the same process after a recording that was refused', async () => {
    const before = engine.processIds;
    await failureOf(engine.transcribe(requestFor(written('bad.ogg', Buffer.from('?')))), AudioUnreadable);
    await engine.transcribe(requestFor(spokenClips[0]!.path));
    expect(engine.processIds).toEqual(before);
  });

  withFfmpeg.each(['mp3', 'm4a', 'wav', 'webm', 'flac'])('decodes %s with ffmpeg', async (extension) => {
    const clip = spokenClips.find(({ file }) => file === 'dashwood-leisure.ogg')!;
    const path = converted(clip.path, `speech.${extension}`, ['-ac', '1']);
    const transcript = await engine.transcribe(requestFor(path, { durationSeconds: clip.seconds }));
    expect(wordErrorRate(clip.text, transcript.text)).toBeLessThanOrEqual(0.15);
  });

  withFfmpeg('says that a video has no sound', async () => {
    const path = join(folder, 'mute.mp4');
    run(['-f', 'lavfi', '-i', 'color=c=red:s=64x64:d=1', '-c:v', 'mpeg4', path]);
    await failureOf(engine.transcribe(requestFor(path, { mimeType: 'video/mp4' })), AudioTrackMissing);
  });

  withFfmpeg('refuses a damaged file of a kind that ffmpeg decodes', async () => {
    const path = written('broken.mp4', Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), Buffer.alloc(5_000, 7)]));
    await failureOf(engine.transcribe(requestFor(path, { mimeType: 'video/mp4' })), AudioUnreadable);
  });

  it('ends the work when it is cancelled, and works the next recording', async () => {
    const controller = new AbortController();
    const work = engine.transcribe(
      requestFor(longNote, { signal: controller.signal, onProgress: () => controller.abort('enough') }),
    );
    const [pid] = engine.processIds;
    const failure = await failureOf(work, TranscriptionCancelled);
    expect(failure.cause).toBe('enough');
    if (pid !== undefined) expect(isAlive(pid)).toBe(false);
    await expectToHear(engine);
  });

  it('ends the work at its deadline', async () => {
    await failureOf(engine.transcribe(requestFor(longNote, { deadline: Date.now() + 300 })), TranscriptionTimedOut);
    expect(engine.processIds).toEqual([]);
    await expectToHear(engine);
  });

  it('reports a recogniser that was killed in the middle, and starts another', async () => {
    await engine.warmUp();
    const [pid] = engine.processIds;
    const onProgress = (): unknown => process.kill(pid!, 'SIGKILL');
    const failure = await failureOf(engine.transcribe(requestFor(longNote, { onProgress })), EngineFailed);
    expect(failure.retryable).toBe(true);
    await expectToHear(engine);
    expect(engine.processIds).not.toContain(pid);
  });

  (process.platform === 'linux' ? it : it.skip)(
    'gives way, with all its threads, to those who answer people',
    async () => {
      await expectToHear(engine);
      const [pid] = engine.processIds;
      const threads = readdirSync(`/proc/${pid}/task`);
      expect(threads.length).toBeGreaterThan(4);
      expect(new Set(threads.map((id) => getPriority(Number(id))))).toEqual(new Set([10]));
    },
  );

  it('replaces a recogniser that died while it was idle', async () => {
    const [pid] = engine.processIds;
    process.kill(pid!, 'SIGKILL');
    await eventually(() => engine.processIds.length === 0);
    await expectToHear(engine);
  });

  it('leaves no recogniser behind when the application itself is killed', async () => {
    const program = join(__dirname, '../../support/programs/transcribe-until-killed.ts');
    const input = JSON.stringify({ config: localEngineConfig(modelFolder as string), path: longNote });
    const application = spawn(process.execPath, ['--import', 'tsx', program, input], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(application.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    expect(isAlive(pid)).toBe(true);
    application.kill('SIGKILL');
    await eventually(() => !isAlive(pid));
  });

  it('works a recording that comes while the model is being loaded', async () => {
    const young = new LocalEngine(localEngineConfig(modelFolder as string));
    try {
      const warming = young.warmUp();
      await expectToHear(young);
      await warming;
      expect(young.processIds).toHaveLength(1);
    } finally {
      await young.close();
    }
  });

  it('does not wait for the model to be loaded once the recording is cancelled', async () => {
    const young = new LocalEngine(localEngineConfig(modelFolder as string));
    try {
      const controller = new AbortController();
      const warming = young.warmUp();
      const work = failureOf(
        young.transcribe(requestFor(longNote, { signal: controller.signal })),
        TranscriptionCancelled,
      );
      controller.abort();
      await work;
      await warming;
    } finally {
      await young.close();
    }
  });

  it('takes no more recordings at once than it has places', async () => {
    const first = engine.transcribe(requestFor(spokenClips[0]!.path));
    await failureOf(engine.transcribe(requestFor(spokenClips[1]!.path)), EngineBusy);
    await first;
  });

  it('works as many recordings at once as it has places, each with its own words', async () => {
    const pair = new LocalEngine(localEngineConfig(modelFolder as string, { places: 2 }));
    try {
      const clips = spokenClips.slice(0, 2);
      const heard = await Promise.all(clips.map((clip) => pair.transcribe(requestFor(clip.path))));
      clips.forEach((clip, index) => expect(wordErrorRate(clip.text, heard[index]!.text)).toBeLessThanOrEqual(0.15));
      expect(pair.processIds).toHaveLength(2);
    } finally {
      await pair.close();
    }
    expect(pair.processIds).toEqual([]);
  });

  it('gives the memory back after being idle', async () => {
    const brief = new LocalEngine(localEngineConfig(modelFolder as string, { idleShutdownMs: 1 }));
    await expectToHear(brief);
    await eventually(() => brief.processIds.length === 0);
    await expectToHear(brief);
    await brief.close();
  });

  it('refuses other formats plainly where there is no ffmpeg', async () => {
    const plain = new LocalEngine(localEngineConfig(modelFolder as string, { ffmpegPath: null }));
    const path = written('voice.wav', Buffer.from('RIFF\x24\0\0\0WAVEfmt '));
    try {
      const failure = await failureOf(plain.transcribe(requestFor(path)), AudioFormatUnsupported);
      expect(failure.anotherEngineMayHelp).toBe(true);
      expect(plain.capabilities.encodings).not.toContain('video/mp4');
    } finally {
      await plain.close();
    }
  });

  it.each(['encoder.onnx', 'decoder.onnx', 'tokens.txt', 'silero-vad.onnx'])('refuses a damaged %s', async (file) => {
    const damaged = copyModel();
    const path = join(damaged, file);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 0xff;
    writeFileSync(path, bytes);
    const broken = new LocalEngine(localEngineConfig(damaged));
    const failure = await failureOf(broken.transcribe(requestFor(spokenClips[0]!.path)), EngineMisconfigured);
    expect(failure.detail).toMatch(new RegExp(`${file} is damaged`));
    expect(broken.processIds).toEqual([]);
  });

  it('refuses a model that can’t hear the clip it is checked with', async () => {
    const deaf = copyModel();
    const manifest = JSON.parse(readFileSync(join(deaf, 'manifest.json'), 'utf8'));
    manifest.selfCheck.text = 'Completely different words were spoken here';
    writeFileSync(join(deaf, 'manifest.json'), JSON.stringify(manifest));
    const failure = await failureOf(new LocalEngine(localEngineConfig(deaf)).warmUp(), EngineMisconfigured);
    expect(failure.detail).toMatch(/it heard 0 of the 6 words/);
  });

  function copyModel(): string {
    const copy = mkdtempSync(join(folder, 'model-'));
    for (const file of readdirSync(modelFolder as string))
      copyFileSync(join(modelFolder as string, file), join(copy, file));
    return copy;
  }
});

it('says how to get a model when there is none', () => {
  const create = (modelFolder: string | null): unknown => new LocalEngine({ ...localEngineConfig(''), modelFolder });
  expect(() => create(null)).toThrow(/npm run speech:model/);
  expect(() => create(join(folder, 'nowhere'))).toThrow(/npm run speech:model/);
});

async function expectToHear(engine: LocalEngine): Promise<void> {
  const clip = spokenClips[0]!;
  const { text } = await engine.transcribe(requestFor(clip.path));
  expect(wordErrorRate(clip.text, text)).toBeLessThanOrEqual(0.15);
}

function written(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function converted(from: string, name: string, options: string[]): string {
  const path = join(folder, name);
  run(['-i', from, ...options, path]);
  return path;
}

function run(argv: string[]): void {
  const { status, stderr } = spawnSync(ffmpegPath as string, ['-v', 'error', '-y', ...argv], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function voiceFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`bellhop-voice-${process.pid}-`));
}
