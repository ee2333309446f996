import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { NotSignedIn, type Principal } from '../../accounts';
import type { Actor } from '../../audit';
import type { Granter } from '../../users';
import type { ApiRequest } from './api-request';
import { type EndpointDefinition, endpointOf } from './endpoint';
import { type FieldProblem, InvalidInput } from './invalid-input';

/** What a route's method is given: its input, checked, and who calls. */
export interface ApiCall<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Throws `NotSignedIn` on public routes. */
  readonly principal: Principal & { expiresAt: Date };
  /** Whom the audit log names. */
  readonly actor: Actor;
  readonly granter: Granter;
  readonly request: ApiRequest;
  readonly response: Response;
}

export type CallOf<Definition> =
  Definition extends EndpointDefinition<infer Params, infer Query, infer Body>
    ? ApiCall<z.output<Params>, z.output<Query>, z.output<Body>>
    : never;

/** Injects the checked call. Throws `InvalidInput` naming every field that is wrong. */
export const Call = createParamDecorator((_data: unknown, context: ExecutionContext): ApiCall => {
  const http = context.switchToHttp();
  const definition = endpointOf(context.getHandler());
  if (!definition) throw new Error('a route without a definition was called');
  return readCall(definition, http.getRequest<ApiRequest>(), http.getResponse<Response>());
});

function readCall(definition: EndpointDefinition, request: ApiRequest, response: Response): ApiCall {
  const problems: FieldProblem[] = [];
  const read = (place: FieldProblem['in'], schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return place === 'body' ? undefined : {};
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => ({ in: place, field: path.map(String).join('.'), message })),
    );
    return undefined;
  };
  const params = read('path', definition.params, request.params);
  const query = read('query', definition.query, request.query);
  const body = read('body', definition.body, request.body);
  if (problems.length > 0) throw new InvalidInput(problems);
  return {
    params,
    query,
    body,
    request,
    response,
    get principal() {
      if (!request.principal) throw new NotSignedIn();
      return request.principal;
    },
    get actor() {
      return this.principal.actor;
    },
    get granter() {
      return { actor: this.principal.actor, permissions: this.principal.permissions };
    },
  };
}
