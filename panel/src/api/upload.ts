import { addressOf } from './api';
import { ConnectionLost, problemOf } from './problem';
import { API, answerLanguage } from './send';
import { session } from './session';

export interface Upload {
  readonly path: string;
  readonly query: object;
  readonly file: Blob;
  /** A share from 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file as it is and answers what the application made of it. `fetch` can't tell how far an upload has come, so this is
 * an `XMLHttpRequest`. Throws `Problem`, `ConnectionLost`, or an `AbortError`.
 */
export async function upload<Answer>({ path, query, file, onProgress, signal }: Upload): Promise<Answer> {
  const token = await session.token();
  signal.throwIfAborted();
  return new Promise<Answer>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${API}${addressOf(path, {}, query)}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('accept-language', answerLanguage());
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => resolve(answerOf<Answer>(request));
    request.onerror = () => reject(new ConnectionLost(undefined));
    request.onabort = () => reject(new DOMException('given up', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

async function answerOf<Answer>(request: XMLHttpRequest): Promise<Answer> {
  const { status, statusText, responseText } = request;
  const type = request.getResponseHeader('content-type') ?? '';
  const response = new Response(responseText, { status, statusText, headers: { 'content-type': type } });
  // What stands between here and the application may answer in its place, and in another way.
  if (!response.ok || !type.startsWith('application/json')) throw await problemOf(response);
  return (await response.json()) as Answer;
}
