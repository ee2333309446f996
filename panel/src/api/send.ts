import { ConnectionLost, problemOf } from './problem';

export const API = '/api/v1';

let language = 'en';

/** In which language the application explains its refusals. */
export function answerIn(locale: string): void {
  language = locale;
}

export const answerLanguage = (): string => language;

/**
 * One request as the panel makes them, answered by 2xx. Throws `Problem` when it was refused, `ConnectionLost` when there
 * was no answer, and an `AbortError` when the caller has changed its mind.
 */
export async function send(path: string, init: RequestInit & { token?: string } = {}): Promise<Response> {
  const { token, ...rest } = init;
  const headers = new Headers(rest.headers);
  headers.set('accept-language', language);
  // Another site's page can not set it: it keeps the cookie with the refresh token ours alone.
  headers.set('x-bellhop-panel', '1');
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(`${API}${path}`, { ...rest, headers }).catch((error: unknown) => {
    throw rest.signal?.aborted ? error : new ConnectionLost(error);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}
