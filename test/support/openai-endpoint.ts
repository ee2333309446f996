import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Transcript, type TranscriptionEngine } from '../../src/transcription';

/** What the endpoint does with the next request instead of transcribing it. */
export type Misbehaviour =
  | { kind: 'hang' }
  | { kind: 'cut-off' }
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string };

/** What arrived with one upload. */
export interface ReceivedUpload {
  authorization: string | undefined;
  contentLength: string | undefined;
  fields: Record<string, string>;
  filename: string;
  fileBytes: number;
}

export interface OpenAiEndpoint {
  /** To be used as the engine's base URL. */
  readonly baseUrl: string;
  readonly uploads: ReceivedUpload[];
  /** Requests that are open at the moment. */
  readonly openRequests: () => number;
  /** Taken up by the following requests, in order. */
  misbehave(...next: Misbehaviour[]): void;
  close(): Promise<void>;
}

/** An OpenAI-compatible transcription server on a free local port that really transcribes, with the given engine. */
export async function startOpenAiEndpoint(engine: TranscriptionEngine | null): Promise<OpenAiEndpoint> {
  const uploads: ReceivedUpload[] = [];
  const planned: Misbehaviour[] = [];
  const open = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    respond(request, response).catch(() => response.destroy());
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request);
    const file = form.get('file') as File;
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const fields = Object.fromEntries(texts);
    const { authorization, 'content-length': contentLength } = request.headers;
    uploads.push({ authorization, contentLength, fields, filename: file.name, fileBytes: file.size });
    const plan = planned.shift();
    if (plan?.kind === 'hang') return;
    if (plan?.kind === 'cut-off') return void response.destroy();
    if (plan?.kind === 'answer') return void response.writeHead(plan.status, plan.headers).end(plan.body);
    if (!engine) throw new Error('this endpoint has no engine');
    const transcript = await engine.transcribe({
      audio: { stream: Readable.fromWeb(file.stream()) },
      mimeType: file.type,
      durationSeconds: null,
      signal: new AbortController().signal,
      deadline: Date.now() + 120_000,
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(fields.response_format === 'verbose_json' ? verbose(transcript) : { text: transcript.text }),
    );
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    uploads,
    openRequests: () => open.size,
    misbehave: (...next) => planned.push(...next),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readForm(request: IncomingMessage): Promise<FormData> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(new Uint8Array(await buffer(request)), { headers }).formData();
}

function verbose(transcript: Transcript): Record<string, unknown> {
  const { text, audioSeconds, segments } = transcript;
  return { task: 'transcribe', language: 'english', duration: audioSeconds, text, segments };
}
