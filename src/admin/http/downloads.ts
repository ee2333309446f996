import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiCall } from './call';

export interface Download {
  readonly stream: Readable;
  readonly sizeBytes?: number;
  /** As people named it; written so that no header can come of it. */
  readonly fileName: string;
  readonly contentType: string;
}

/** Streams something to the caller, for whom it is never more than a file: no browser shows it as a page of ours. */
export async function sendDownload(
  { response }: Pick<ApiCall, 'response'>,
  open: (signal: AbortSignal) => Promise<Download>,
): Promise<void> {
  // Who is gone already closes no more.
  if (response.destroyed) return;
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Error('the caller went away')));
  const { stream, sizeBytes, fileName, contentType } = await open(gone.signal);
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(wellFormed(fileName))}`);
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  if (sizeBytes !== undefined) response.setHeader('Content-Length', String(sizeBytes));
  try {
    await pipeline(stream, response);
  } catch (error) {
    // Whoever went away in the middle needs no answer.
    if (!gone.signal.aborted || !response.destroyed) throw error;
  }
}

/** A name may hold half of a pair, which no encoding knows. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
