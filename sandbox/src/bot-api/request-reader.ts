import { type IncomingMessage } from 'node:http';
import { type FileStore } from '../files/file-store';
import { ApiError, badRequest } from './api-error';
import { type RawParameters } from './method-schema';
import { readMultipart } from './multipart-reader';

/** Requests without files are small; whoever sends more is refused before it fills the memory. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Reads the parameters of a call from its query string and body: JSON, form or multipart (files go to disk as they come).
 * @throws ApiError 400 for what can't be parsed, 413 for what is too big.
 */
export async function readParameters(
  request: IncomingMessage,
  query: string,
  store: FileStore,
  maxFileBytes: number,
): Promise<RawParameters> {
  const values: Record<string, unknown> = {};
  if (query) for (const [name, value] of new URLSearchParams(query)) values[name] = value;
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return readMultipart(request, store, maxFileBytes, values);
  const files: RawParameters['files'] = new Map();
  if (request.method === 'GET') return { values, files };
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === '') return { values, files };
  if (contentType.startsWith('application/json')) Object.assign(values, parseObject(body));
  else for (const [name, value] of new URLSearchParams(body)) values[name] = value;
  return { values, files };
}

/** A whole body as text. @throws ApiError 413. */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Listeners rather than an async iterator: every call passes here, and the iterator showed up in its profile.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(new ApiError(413, 'Request Entity Too Large'));
    });
    request.on('end', () =>
      resolve((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8')),
    );
    request.on('error', reject);
    request.on('aborted', () => reject(new ApiError(400, 'Bad Request: request aborted')));
  });
}

function parseObject(body: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw badRequest("can't parse JSON object");
  return parsed as Record<string, unknown>;
}
