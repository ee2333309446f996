import { applyDecorators, HttpCode, RequestMapping, RequestMethod, Res, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { Permission } from '../../users';

export const API_PREFIX = '/api/v1';
const ENDPOINT = Symbol('endpoint');

/** `public`: anybody; `signed-in`: every account, for what concerns itself; else the permission that is needed. */
export type Access = Permission | 'public' | 'signed-in';

type Fields = z.ZodObject;

/** What is sent instead of JSON. */
export interface StreamedAnswer {
  readonly contentType: string;
  readonly description: string;
}

/**
 * One route, whole: where it is, who may use it, what it takes and what it answers. The router, the guard, the checking of
 * input and the OpenAPI document are all made from this, so that none can differ from the others.
 */
export interface EndpointDefinition<
  Params extends Fields = Fields,
  Query extends Fields = Fields,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body is passed on as bytes, not read. */
  readonly upload?: { readonly description: string };
  readonly answer?: z.ZodType | StreamedAnswer;
  /** Default: 200, or 204 without an answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Statuses of problems beside those that every route may answer (400, 401, 403, 429, 503). */
  readonly problems?: readonly number[];
  /** May be called with the refresh token in its cookie, and then needs the header that only our own pages send. */
  readonly readsCookie?: boolean;
  /**
   * Takes an `Idempotency-Key`: the same request with the same key is carried out once. Not for bodies that hold a secret, since a
   * fast hash of the body is kept.
   */
  readonly idempotent?: boolean;
  /** Milliseconds; `null` for what may take as long as it takes. Default 30 s. */
  readonly timeLimitMs?: number | null;
}

/** Checks the shape of a definition and keeps its exact type. */
export const endpoint = <
  Params extends Fields = z.ZodObject<Record<never, never>>,
  Query extends Fields = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(
  definition: EndpointDefinition<Params, Query, Body>,
): EndpointDefinition<Params, Query, Body> => definition;

export const isStreamed = (answer: EndpointDefinition['answer']): answer is StreamedAnswer =>
  answer !== undefined && 'contentType' in answer;

/** The method that carries out a route. */
export const Serves = (definition: EndpointDefinition<never, never, never> | EndpointDefinition): MethodDecorator =>
  applyDecorators(
    RequestMapping({ method: RequestMethod[definition.method], path: definition.path }),
    HttpCode(definition.status ?? (definition.answer ? 200 : 204)),
    SetMetadata(ENDPOINT, definition),
    ...(isStreamed(definition.answer) ? [answersByItself] : []),
  );

/** Nest sends what a method returns, unless it takes the response: a method that streams has sent its answer already. */
const answersByItself: MethodDecorator = (target, name) => Res()(target, name, 1);

/** Answers the definition that a controller's method serves. */
export const endpointOf = (handler: object): EndpointDefinition | undefined =>
  Reflect.getMetadata(ENDPOINT, handler) as EndpointDefinition | undefined;
