import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from '../bot-api/api-error';
import { type Services } from '../bot-api/call';
import { type FaultEffect } from '../control/contract';
import { type FaultList } from '../faults/fault-list';
import { SlowLink } from '../faults/slow-link';
import { type StoredFile } from '../files/stored-file';
import { type Answer, errorAnswer, faultAnswer, writeAnswer } from './answer';
import { type BotDirectory } from './bot-directory';
import { type CallLog, outcomeOf } from './call-log';

/** `/file/bot<token>/<path>`: streams a file to a bot. */
export class FileEndpoint {
  constructor(
    private readonly services: Services,
    private readonly bots: BotDirectory,
    private readonly faults: FaultList,
    private readonly log: CallLog,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, token: string, path: string): Promise<void> {
    const at = Date.now();
    const started = performance.now();
    let botId = 0;
    let effect: FaultEffect | undefined;
    let answer: Answer = { status: 200, body: '' };
    try {
      botId = this.bots.byToken(token).id;
      effect = this.faults.draw({ botId, method: 'file-download' });
      // A server in local mode gives paths on disk and serves no downloads.
      const file = this.services.limits.localMode ? undefined : this.services.files.byLinkPath(path);
      if (!file) throw new ApiError(404, 'Not Found');
      if (effect?.kind === 'status') {
        answer = faultAnswer(effect);
        writeAnswer(response, answer);
      } else if (effect?.kind === 'down') {
        request.socket.destroy();
      } else if (effect?.kind !== 'hang') {
        if (effect?.kind === 'delay') await wait(effect.delayMs);
        const stream = (range: { start?: number; end?: number }) => this.services.files.read(file, range);
        await sendFile(request, response, file, stream, linkOf(effect));
        answer = { status: response.statusCode, body: '' };
      }
    } catch (error) {
      answer = errorAnswer(error);
      if (!response.headersSent) writeAnswer(response, answer);
      else response.destroy();
    }
    this.log.add({
      at,
      botId,
      method: 'file-download',
      outcome: effect ? 'fault' : outcomeOf(answer.status),
      status: answer.status,
      description: answer.description,
      latencyMs: Math.round((performance.now() - started) * 10) / 10,
      values: { file_path: path },
    });
  }
}

/** What a fault puts between a file and whoever downloads it. */
function linkOf(effect: FaultEffect | undefined): Duplex | undefined {
  if (effect?.kind === 'cut') return breakAfter(effect.afterBytes);
  return effect?.kind === 'slow' ? new SlowLink(effect.bytesPerSecond) : undefined;
}

/** Streams a file, or the range that was asked for; never holds more than a few chunks. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StoredFile,
  read: (range: { start?: number; end?: number }) => NodeJS.ReadableStream,
  link?: Duplex,
): Promise<void> {
  const range = parseRange(request.headers.range, file.size);
  const headers: Record<string, string | number> = { 'Content-Type': file.mimeType, 'Accept-Ranges': 'bytes' };
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${file.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  headers['Content-Length'] = end - start + 1;
  if (range) headers['Content-Range'] = `bytes ${start}-${end}/${file.size}`;
  response.writeHead(range ? 206 : 200, headers);
  if (request.method === 'HEAD' || file.size === 0) {
    response.end();
    return;
  }
  const content = read({ start, end });
  await (link ? pipeline(content, link, response) : pipeline(content, response));
}

function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

/** Passes so many bytes on, then fails, which breaks the connection. */
function breakAfter(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (part.length > 0) this.push(part);
      if (left > 0) done();
      // The bytes pushed so far leave before the failure is noticed.
      else setTimeout(() => done(new Error('cut by a fault')), 20);
    },
  });
}
