import type { Readable } from 'node:stream';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { ApiRequest } from './api-request';

/** The bytes of a request, untouched. `sizeBytes` as the client says, if it does. */
export function requireBytes(request: ApiRequest): { stream: Readable; sizeBytes?: number } {
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/octet-stream') {
    throw new UnsupportedMediaTypeException();
  }
  const length = Number(request.headers['content-length']);
  return { stream: request, ...(Number.isSafeInteger(length) && { sizeBytes: length }) };
}
