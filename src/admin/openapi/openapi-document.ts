import { STATUS_CODES } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { version } from '../../common/version';
import { API_PREFIX, type EndpointDefinition, isStreamed } from '../http/endpoint';
import { EndpointRegistry } from '../http/endpoint-registry';
import { problemSchema } from './problem.schema';
import { type JsonSchema, SchemaCollector } from './schema-collector';

const DESCRIPTION = `Everything the admin panel does, and nothing else does more.

Sign in with \`POST /auth/login\`, then send \`Authorization: Bearer <accessToken>\`. Lists take \`page\`, \`pageSize\`, \`sort\` and
filters by field. Failures are problem documents (RFC 9457): \`code\` is for programs, \`detail\` for people.`;

/** The OpenAPI document, made from the definitions that the routes themselves are made from. */
@Injectable()
export class OpenApiDocument {
  private built: OpenAPIObject | undefined;

  constructor(private readonly registry: EndpointRegistry) {}

  build(): OpenAPIObject {
    this.built ??= this.describe();
    return this.built;
  }

  private describe(): OpenAPIObject {
    const schemas = new SchemaCollector();
    const problem = schemas.convert(problemSchema, 'output');
    const paths: Record<string, Record<string, unknown>> = {};
    const endpoints = [...this.registry.list()].sort((a, b) => a.path.localeCompare(b.path));
    for (const definition of endpoints) {
      const path = `${API_PREFIX}${definition.path.replace(/:(\w+)/g, '{$1}')}`;
      paths[path] = { ...paths[path], [definition.method.toLowerCase()]: describeRoute(definition, schemas, problem) };
    }
    return {
      openapi: '3.1.0',
      info: { title: 'Bellhop admin API', version, description: DESCRIPTION },
      servers: [{ url: '/' }],
      tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
      paths: paths,
      components: {
        schemas: schemas.components,
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    };
  }
}

const tagOf = ({ path }: EndpointDefinition): string => path.split('/')[1] ?? '';

function describeRoute(definition: EndpointDefinition, schemas: SchemaCollector, problem: JsonSchema): object {
  const { access, summary, description, idempotent, readsCookie } = definition;
  const needs = access === 'public' || access === 'signed-in' ? '' : `Needs the permission \`${access}\`.`;
  return {
    tags: [tagOf(definition)],
    operationId: operationId(definition),
    summary,
    description: [description, needs].filter(Boolean).join('\n\n'),
    ...(access === 'public' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(access !== 'public' && access !== 'signed-in' && { 'x-permission': access }),
    parameters: [
      ...parameters(definition.params, 'path', schemas),
      ...parameters(definition.query, 'query', schemas),
      ...(idempotent ? [IDEMPOTENCY_KEY] : []),
      ...(readsCookie ? [PANEL_HEADER] : []),
    ],
    ...requestBody(definition, schemas),
    responses: { ...answers(definition, schemas), ...problems(definition, problem) },
  };
}

/** `GET /files/:fileId/thumbnail` → `getFilesByFileIdThumbnail`. */
const operationId = ({ method, path }: EndpointDefinition): string =>
  method.toLowerCase() +
  path
    .split('/')
    .filter(Boolean)
    .map((segment) => (segment.startsWith(':') ? `By${capital(segment.slice(1))}` : capital(segment)))
    .join('');

const capital = (word: string): string =>
  word.replace(/(^|[-_.])(\w)/g, (_match, _separator, letter: string) => letter.toUpperCase());

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text that is new for each request. Sent again with the same request, the first answer is given again.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

const PANEL_HEADER = {
  name: 'X-Bellhop-Panel',
  in: 'header',
  required: false,
  description: 'Needed where the cookie is used: a page of another site can not send it.',
  schema: { type: 'string', examples: ['1'] },
};

function parameters(fields: z.ZodObject | undefined, place: 'path' | 'query', schemas: SchemaCollector): object[] {
  if (!fields) return [];
  const { properties = {}, required = [] } = schemas.convert(fields, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

function requestBody({ body, upload }: EndpointDefinition, schemas: SchemaCollector): object {
  if (upload) {
    const schema = { type: 'string', format: 'binary' };
    const content = { 'application/octet-stream': { schema } };
    return { requestBody: { required: true, description: upload.description, content } };
  }
  if (!body) return {};
  const required = !body.safeParse(undefined).success;
  return { requestBody: { required, content: { 'application/json': { schema: schemas.convert(body, 'input') } } } };
}

function answers({ answer, status }: EndpointDefinition, schemas: SchemaCollector): Record<string, object> {
  if (!answer) return { [status ?? 204]: { description: 'Done' } };
  if (isStreamed(answer)) {
    const content = { [answer.contentType]: { schema: { type: 'string', format: 'binary' } } };
    return { [status ?? 200]: { description: answer.description, content } };
  }
  const content = { 'application/json': { schema: schemas.convert(answer, 'output') } };
  return { [status ?? 200]: { description: STATUS_CODES[status ?? 200] ?? '', content } };
}

function problems(definition: EndpointDefinition, problem: JsonSchema): Record<string, object> {
  const takesInput = definition.params ?? definition.query ?? definition.body;
  const guarded = definition.access === 'public' ? [] : definition.access === 'signed-in' ? [401] : [401, 403];
  const statuses = [...(takesInput ? [400] : []), ...guarded, ...(definition.problems ?? []), 429, 503];
  const content = { 'application/problem+json': { schema: problem } };
  return Object.fromEntries(
    [...new Set(statuses)].map((status) => [status, { description: STATUS_CODES[status] ?? '', content }]),
  );
}
