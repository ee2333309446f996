import { Readable } from 'node:stream';
import { Agent, request as httpRequest } from 'undici';
import { type Clock, SystemClock } from '../../../common/clock';
import { isTooLong } from '../../audio-length';
import { withinJobLimits } from '../../job-limits';
import { type OpenAiEngineConfig } from '../../transcription-config';
import {
  type EngineCapabilities,
  type Transcript,
  TranscriptionEngine,
  type TranscriptionRequest,
} from '../../transcription-engine';
import { AppError } from '../../../common/app-error';
import { AudioTooLong, EngineFailed } from '../../transcription.errors';
import { multipartBody } from './multipart-body';
import { parseAnswer } from './openai-answer';
import { refusesResponseFormat, toEngineError, type RefusedAnswer } from './openai-failures';
import { formFields, type ResponseFormat, uploadName, UPLOADABLE_ENCODINGS } from './upload-form';

const ID = 'openai';
const CONNECT_TIMEOUT_MS = 10_000;
/** Two hours of fast speech with segments are below 1 MB. */
const LARGEST_ANSWER_BYTES = 8 * 2 ** 20;
const LARGEST_REFUSAL_BYTES = 16 * 2 ** 10;

/**
 * Any server with OpenAI's `POST /audio/transcriptions`: OpenAI, Groq, speaches, whisper.cpp's. The recording is sent
 * as it is, as a stream. Makes one attempt; who calls decides about another.
 */
export class OpenAiEngine extends TranscriptionEngine {
  readonly id = ID;
  readonly model: string;
  readonly capabilities: EngineCapabilities;
  private readonly endpoint: string;
  private readonly agent: Agent;
  /** Some models give plain text only; the first refusal is remembered. */
  private format: ResponseFormat = 'verbose_json';

  constructor(
    private readonly config: OpenAiEngineConfig,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.model = config.model;
    this.endpoint = `${config.baseUrl.replace(/\/+$/, '')}/audio/transcriptions`;
    this.agent = new Agent({
      connect: { timeout: CONNECT_TIMEOUT_MS },
      headersTimeout: config.timeoutMs,
      bodyTimeout: config.timeoutMs,
    });
    this.capabilities = {
      languages: config.languages,
      timestamps: 'segments',
      encodings: UPLOADABLE_ENCODINGS,
      maxAudioSeconds: null,
      maxAudioBytes: config.maxUploadBytes,
      reportsProgress: false,
    };
  }

  override transcribe(request: TranscriptionRequest): Promise<Transcript> {
    return withinJobLimits(request, this.clock, (signal) => this.ask(request, signal));
  }

  override async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask(request: TranscriptionRequest, signal: AbortSignal): Promise<Transcript> {
    const startedAt = performance.now();
    const format = this.format;
    const answer = await this.post(request, format, signal);
    if (answer.status !== 200) {
      const canAskAgain = format === 'verbose_json' && 'path' in request.audio && refusesResponseFormat(answer);
      if (!canAskAgain) throw toEngineError(ID, answer, this.clock.now());
      this.format = 'json';
      return this.ask(request, signal);
    }
    const parsed = parseAnswer(answer.body);
    if (!parsed) throw new EngineFailed(ID, 'the server answered 200 with something that is no transcript');
    const heardSeconds = parsed.durationSeconds ?? parsed.segments.at(-1)?.end;
    // A recording can claim to be short; how much it holds is known only from the answer.
    if (isTooLong(heardSeconds ?? 0, request.maxAudioSeconds)) throw new AudioTooLong(request.maxAudioSeconds);
    return {
      text: parsed.text,
      segments: parsed.segments,
      language: parsed.language ?? request.language ?? null,
      audioSeconds: parsed.durationSeconds ?? request.durationSeconds ?? heardSeconds ?? 0,
      processingMs: performance.now() - startedAt,
      engine: ID,
      model: this.model,
      noSpeech: parsed.text === '',
    };
  }

  private async post(
    { audio, mimeType, language }: TranscriptionRequest,
    format: ResponseFormat,
    signal: AbortSignal,
  ): Promise<RefusedAnswer> {
    const body = await multipartBody(formFields(this.model, format, language), { audio, ...uploadName(mimeType) });
    try {
      const response = await httpRequest(this.endpoint, {
        method: 'POST',
        dispatcher: this.agent,
        signal,
        headers: {
          'content-type': body.contentType,
          ...(body.contentLength === null ? {} : { 'content-length': String(body.contentLength) }),
          ...(this.config.apiKey === null ? {} : { authorization: `Bearer ${this.config.apiKey}` }),
        },
        body: Readable.from(body.bytes),
      });
      const limit = response.statusCode === 200 ? LARGEST_ANSWER_BYTES : LARGEST_REFUSAL_BYTES;
      const text = await readAtMost(response.body, limit, response.statusCode === 200);
      return { status: response.statusCode, headers: response.headers, body: text };
    } catch (error) {
      // The stream being uploaded fails with errors of its own owner; the network's carry codes.
      if (error instanceof AppError || signal.aborted) throw error;
      throw new EngineFailed(ID, `the request failed (${networkCode(error)})`);
    }
  }
}

/** Reads a body into memory up to a limit. Beyond it: throws when the whole is needed, otherwise keeps the beginning. */
async function readAtMost(body: AsyncIterable<Buffer>, limitBytes: number, wholeIsNeeded: boolean): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= limitBytes) continue;
    if (wholeIsNeeded) throw new EngineFailed(ID, `the answer is bigger than ${limitBytes} bytes`);
    break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undici's and Node's codes are fixed words; their messages can hold addresses, so they stay out. */
function networkCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown fault';
}
