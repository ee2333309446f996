import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  AudioRefused,
  AudioTooLong,
  EngineFailed,
  EngineMisconfigured,
  EngineRateLimited,
  LocalEngine,
  OpenAiEngine,
  type OpenAiEngineConfig,
  TranscriptionCancelled,
  TranscriptionTimedOut,
} from '../../../src/transcription';
import { eventually } from '../../e2e/support/eventually';
import { failureOf } from '../../support/failure-of';
import { type OpenAiEndpoint, startOpenAiEndpoint } from '../../support/openai-endpoint';
import { localEngineConfig, speechFixture, speechModelFolder, spokenClips } from '../../support/speech-fixtures';
import { requestFor } from '../../support/transcription-request';
import { wordErrorRate } from '../../support/word-error-rate';

jest.setTimeout(180_000);

const KEY = 'sk-only-the-server-may-see-this';
const clip = spokenClips[0]!;
const modelFolder = speechModelFolder();
const withModel = modelFolder ? describe : describe.skip;

let endpoint: OpenAiEndpoint;
let engine: OpenAiEngine;

function engineFor(baseUrl: string, changes: Partial<OpenAiEngineConfig> = {}): OpenAiEngine {
  const config = { baseUrl, apiKey: KEY, model: 'whisper-1', languages: 'any' as const, maxUploadBytes: 25_000_000 };
  return new OpenAiEngine({ ...config, timeoutMs: 120_000, ...changes });
}

withModel('the openai engine, with a server that really transcribes', () => {
  let recogniser: LocalEngine;
  beforeAll(async () => {
    recogniser = new LocalEngine(localEngineConfig(modelFolder as string));
    endpoint = await startOpenAiEndpoint(recogniser);
    engine = engineFor(endpoint.baseUrl);
  });
  afterAll(async () => {
    await engine.close();
    await endpoint.close();
    await recogniser.close();
  });

  it.each(spokenClips)('hears what is said in $file', async ({ path, text, seconds }) => {
    const transcript = await engine.transcribe(requestFor(path, { durationSeconds: seconds }));
    expect(wordErrorRate(text, transcript.text)).toBeLessThanOrEqual(0.15);
    expect(transcript).toMatchObject({ engine: 'openai', model: 'whisper-1', language: 'en', noSpeech: false });
    expect(transcript.segments.length).toBeGreaterThan(0);
    expect(Math.abs(transcript.audioSeconds - seconds)).toBeLessThan(1);
  });

  it('says that nobody speaks when nobody speaks', async () => {
    const transcript = await engine.transcribe(requestFor(speechFixture('silence.ogg')));
    expect(transcript).toMatchObject({ noSpeech: true, text: '' });
  });
});

describe('the openai engine, with a server that has its moods', () => {
  beforeAll(async () => {
    endpoint = await startOpenAiEndpoint(null);
    engine = engineFor(endpoint.baseUrl);
  });
  afterAll(async () => {
    await engine.close();
    await endpoint.close();
  });

  const answerNext = (status: number, body = '', headers: Record<string, string> = {}): void =>
    endpoint.misbehave({ kind: 'answer', status, body, headers });
  const ask = (changes = {}): Promise<unknown> => engine.transcribe(requestFor(clip.path, changes));

  it('sends the whole file with its size, the key, the model and the language', async () => {
    answerNext(200, '{"text":" fine "}');
    await expect(ask({ language: 'ru' })).resolves.toMatchObject({ text: 'fine', language: 'ru', segments: [] });
    const upload = endpoint.uploads.at(-1)!;
    expect(upload).toMatchObject({ authorization: `Bearer ${KEY}`, filename: 'recording.ogg' });
    expect(upload.fields).toMatchObject({ model: 'whisper-1', language: 'ru', response_format: 'verbose_json' });
    expect(upload.fileBytes).toBe((await stat(clip.path)).size);
    expect(Number(upload.contentLength)).toBeGreaterThan(upload.fileBytes);
  });

  it('sends a stream as it comes', async () => {
    answerNext(200, '{"text":"fine"}');
    await ask({ audio: { stream: createReadStream(clip.path) } });
    const upload = endpoint.uploads.at(-1)!;
    expect(upload.contentLength).toBeUndefined();
    expect(upload.fileBytes).toBe((await stat(clip.path)).size);
  });

  it('asks for plain text, and goes on doing so, where timestamps are not offered', async () => {
    const modest = engineFor(endpoint.baseUrl, { apiKey: null });
    answerNext(
      400,
      '{"error":{"message":"response_format verbose_json is not compatible","code":"unsupported_value"}}',
    );
    answerNext(200, '{"text":"fine"}');
    answerNext(200, '{"text":"fine"}');
    await modest.transcribe(requestFor(clip.path));
    await modest.transcribe(requestFor(clip.path));
    const formats = endpoint.uploads.slice(-3).map(({ fields }) => fields.response_format);
    expect(formats).toEqual(['verbose_json', 'json', 'json']);
    expect(endpoint.uploads.at(-1)!.authorization).toBeUndefined();
    await modest.close();
  });

  it.each(['{"text":"long","duration":7200}', '{"text":"long","segments":[{"start":0,"end":7200,"text":"long"}]}'])(
    'refuses a recording that held more than allowed, going by %s',
    async (body) => {
      answerNext(200, body);
      const failure = await failureOf(ask({ durationSeconds: 3, maxAudioSeconds: 120 }), AudioTooLong);
      expect(failure.limitSeconds).toBe(120);
    },
  );

  it.each([401, 403, 404])('takes %i for a wrong setting', async (status) => {
    answerNext(status, `{"error":{"message":"Incorrect API key provided: ${KEY}","code":"invalid_api_key"}}`);
    const failure = await failureOf(ask(), EngineMisconfigured);
    expect(failure).toMatchObject({ retryable: false, anotherEngineMayHelp: true });
    expect(JSON.stringify([failure, failure.message, failure.stack, failure.detail])).not.toContain(KEY);
  });

  it.each([400, 413, 415, 422])('takes %i for the recording’s fault', async (status) => {
    answerNext(status);
    await expect(failureOf(ask(), AudioRefused)).resolves.toMatchObject({ status, retryable: false });
  });

  it('keeps to the pause that a 429 asks for', async () => {
    answerNext(429, '', { 'retry-after': '7' });
    await expect(failureOf(ask(), EngineRateLimited)).resolves.toMatchObject({ retryAfterSeconds: 7, retryable: true });
  });

  it.each([500, 502, 503])('takes %i for a fault that may pass', async (status) => {
    answerNext(status, '<html>oops</html>');
    await expect(failureOf(ask(), EngineFailed)).resolves.toMatchObject({ retryable: true, engineUnwell: true });
  });

  it.each(['<html>', '{"text":5}', '[]'])('does not take %s for a transcript', async (body) => {
    answerNext(200, body);
    await failureOf(ask(), EngineFailed);
  });

  it('sees through a connection that is cut off, and one that can’t be made', async () => {
    endpoint.misbehave({ kind: 'cut-off' });
    await failureOf(ask(), EngineFailed);
    const nowhere = engineFor('http://127.0.0.1:1/v1');
    await failureOf(nowhere.transcribe(requestFor(clip.path)), EngineFailed);
    await nowhere.close();
  });

  it('does not wait longer than its own timeout for a server that hangs', async () => {
    const hasty = engineFor(endpoint.baseUrl, { timeoutMs: 300 });
    endpoint.misbehave({ kind: 'hang' });
    await failureOf(hasty.transcribe(requestFor(clip.path)), EngineFailed);
    await hasty.close();
  });

  it('ends at the job’s deadline, and lets go of the connection', async () => {
    endpoint.misbehave({ kind: 'hang' });
    await failureOf(ask({ deadline: Date.now() + 300 }), TranscriptionTimedOut);
    await eventually(() => endpoint.openRequests() === 0);
  });

  it('lets go of the connection when it is cancelled', async () => {
    const controller = new AbortController();
    endpoint.misbehave({ kind: 'hang' });
    const before = endpoint.uploads.length;
    const work = failureOf(ask({ signal: controller.signal }), TranscriptionCancelled);
    await eventually(() => endpoint.uploads.length > before);
    controller.abort();
    await work;
    await eventually(() => endpoint.openRequests() === 0);
  });
});
