import { Problem } from './problem';
import type { paths } from './schema';
import { send } from './send';
import { session } from './session';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Prefixed<Route extends string> = `/api/v1${Route}`;
type OperationOf<V extends Verb, Route extends string> =
  Prefixed<Route> extends keyof paths ? (paths[Prefixed<Route>] extends Record<V, infer Op> ? Op : never) : never;
type RoutesOf<V extends Verb> = {
  [P in keyof paths]: P extends Prefixed<infer Route> ? (paths[P] extends Record<V, object> ? Route : never) : never;
}[keyof paths];

type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
/** What a route answers. */
export type AnswerOf<V extends Verb, Route extends string> =
  OperationOf<V, Route> extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202)]> : never;
/** What a route takes in its body. */
export type BodyOf<V extends Verb, Route extends string> =
  OperationOf<V, Route> extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;
type QueryOf<V extends Verb, Route extends string> =
  OperationOf<V, Route> extends { parameters: { query?: infer Q } } ? Q : never;
type PathOf<V extends Verb, Route extends string> =
  OperationOf<V, Route> extends { parameters: { path: infer P } } ? { path: P } : { path?: undefined };

/** Beside those that every request has. */
type HeadersOf<V extends Verb, Route extends string> =
  OperationOf<V, Route> extends { parameters: { header?: infer H } } ? H : never;

type CallOptions<V extends Verb, Route extends string> = PathOf<V, Route> & {
  query?: QueryOf<V, Route>;
  body?: BodyOf<V, Route>;
  headers?: HeadersOf<V, Route>;
  signal?: AbortSignal;
};

/** The fields are needed only where the route has a path to fill in. */
type Arguments<V extends Verb, Route extends string> = undefined extends PathOf<V, Route>['path']
  ? [options?: CallOptions<V, Route>]
  : [options: CallOptions<V, Route>];

interface Request {
  readonly method?: string;
  readonly query?: object;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** One request at an address whose types nobody knows, answered by what its JSON holds. Throws what `send` throws. */
export async function ask(path: string, { method, query, body, headers, signal }: Request = {}): Promise<unknown> {
  const response = await sendSignedIn(addressOf(path, {}, query), {
    method,
    signal,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.status === 204 ? undefined : response.json();
}

const verb =
  <V extends Verb>(method: V) =>
  async <Route extends RoutesOf<V>>(route: Route, ...[options]: Arguments<V, Route>): Promise<AnswerOf<V, Route>> => {
    const { path, ...request } = (options ?? {}) as Request & { path?: PathFields };
    return (await ask(addressOf(route, path), { ...request, method: method.toUpperCase() })) as AnswerOf<V, Route>;
  };

type PathFields = Record<string, string | number>;

/** The admin API, with the types of its OpenAPI document. Throws what `send` throws. */
export const api = {
  get: verb('get'),
  post: verb('post'),
  put: verb('put'),
  patch: verb('patch'),
  delete: verb('delete'),
};

/** A request in the name of whoever is signed in. A token that was refused is renewed once, in silence. */
export async function sendSignedIn(path: string, init: RequestInit): Promise<Response> {
  try {
    return await send(path, { ...init, token: await session.token() });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    return send(path, { ...init, token: await session.renew() });
  }
}

/** `/files/{fileId}` with its parameters filled in; what is undefined or empty is left out of the query. */
export function addressOf(route: string, path: PathFields = {}, query: object = {}): string {
  const filled = route.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}
