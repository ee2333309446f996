import fc from 'fast-check';
import { Controller, Get } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { UndeclaredRoutes } from '../../../src/admin/http/endpoint-registry';
import { ApiApp } from '../../support/api-app';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Requests of arbitrary content in all, spread over the routes. `WALK_REQUESTS=100000` walks further. */
const ARBITRARY_REQUESTS = Number(process.env.WALK_REQUESTS ?? 10_000);
/** Signing out would end the walk, and checking passwords costs a quarter of a second each. */
const NOT_WALKED = ['/auth/', '/password', '/events', '/admins', '/sign-out'];

interface Operation {
  'x-permission'?: string;
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean; schema: { type?: string } }[];
  requestBody?: { content: Record<string, { schema: object }> };
}
interface Route {
  method: string;
  path: string;
  operation: Operation;
}

const routesOf = (document: OpenAPIObject): Route[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      method: method.toUpperCase(),
      path,
      operation: item[method] as unknown as Operation,
    })),
  );

/** An address that exists in form; nothing is there. */
const filled = ({ path }: Route): string =>
  path
    .replace('{queue}', 'media')
    .replace('{adminId}', '00000000-0000-4000-8000-000000000000')
    .replace('{role}', 'nobody')
    .replace(/\{\w+\}/g, '1');

const hostile = fc.oneof(
  fc.constantFrom(
    "' OR 1=1; DROP TABLE users; --",
    '<script>alert(1)</script>',
    '../../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '\u0000',
    '\ud800',
    '${7*7}',
    '{{7*7}}',
    '-1',
    '0',
    '9007199254740993',
    '1e308',
    'NaN',
    'null',
    'true',
    '[]',
    '2026-13-45T99:99:99Z',
    'x'.repeat(5_000),
    '\u202egnp.exe',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer().map(String),
);
const anyBody = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(
    fc.constantFrom(
      'code',
      'name',
      'title',
      'tags',
      'active',
      'acceptedMedia',
      'maxFileSizeBytes',
      'seriesPattern',
      'language',
      'role',
      'permissions',
      'description',
      'content',
      'buttons',
      'reference',
      'startAt',
      'takesJoinRequests',
      '__proto__',
      'id',
      'constructor',
      'html',
      'kind',
    ),
    fc.oneof(
      hostile,
      fc.jsonValue({ maxDepth: 2 }),
      fc.constant({ kind: 'text', html: '<b>x' }),
      fc.constant(['photo']),
    ),
    { maxKeys: 8 },
  ),
);

describe('every route of the admin API', () => {
  let api: ApiApp;
  let owner: string;
  let routes: Route[];

  beforeAll(async () => {
    api = await ApiApp.start({
      gateway: {
        describeChat: async () => Promise.reject(new Error('not asked in this test')),
        getMembership: async () => 'left',
        createInviteLink: async () => 'https://t.me/+x',
        sendText: async () => ({ chatId: 1, messageId: 1 }),
      },
    });
    owner = await api.signIn();
    routes = routesOf((await api.call<OpenAPIObject>('GET', '/api/docs-json')).body);
  });
  afterAll(() => api.close());

  const guarded = () => routes.filter(({ operation }) => operation.security?.length);

  it('is in the document', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(new Set(routes.map(({ path }) => path.split('/')[3]))).toEqual(
      new Set([
        'admins',
        'audit',
        'auth',
        'broadcasts',
        'channels',
        'errors',
        'events',
        'files',
        'library',
        'orders',
        'products',
        'queues',
        'roles',
        'settings',
        'statistics',
        'system',
        'transcription',
        'users',
      ]),
    );
  });

  it('is closed to whoever brings no token, or a wrong one', async () => {
    for (const route of guarded()) {
      for (const token of [undefined, 'a.b.c']) {
        const { status, headers, body } = await api.call(route.method, filled(route), token ? { token } : {});
        expect({ route: `${route.method} ${route.path}`, status, code: body.code }).toEqual({
          route: `${route.method} ${route.path}`,
          status: 401,
          code: 'accounts.not-signed-in',
        });
        expect(headers.get('content-type')).toContain('application/problem+json');
      }
    }
  });

  it('is closed to an account without its permission, and nothing but that permission opens it', async () => {
    const needed = [...new Set(guarded().flatMap(({ operation }) => operation['x-permission'] ?? []))];
    const powerless = await api.tokenFor([]);
    for (const permission of needed) {
      const allOthers = await api.tokenFor(needed.filter((other) => other !== permission) as never);
      for (const route of guarded().filter(({ operation }) => operation['x-permission'] === permission)) {
        const asked = await Promise.all(
          [powerless, allOthers].map((token) => api.call(route.method, filled(route), { token })),
        );
        const seen = asked.map(({ status, body }) => ({ status, code: body.code }));
        const refused = { status: 403, code: 'users.not-permitted' };
        expect({ route: `${route.method} ${route.path}`, seen }).toEqual({
          route: `${route.method} ${route.path}`,
          seen: [refused, refused],
        });
      }
    }
  });

  it('says which parameter is wrong, whichever it is', async () => {
    for (const route of guarded().filter(({ path }) => !path.endsWith('/events'))) {
      for (const parameter of route.operation.parameters ?? []) {
        if (parameter.in === 'header') continue;
        const wrong = parameter.schema.type === 'integer' ? 'seven' : `\u0001${'x'.repeat(2_000)}`;
        const path =
          parameter.in === 'path'
            ? filled({ ...route, path: route.path.replace(`{${parameter.name}}`, encodeURIComponent(wrong)) })
            : `${filled(route)}?${parameter.name}=${encodeURIComponent(wrong)}`;
        const answer = await api.call(route.method, path, { token: owner });
        const what = `${route.method} ${route.path} ${parameter.name}`;
        if (parameter.name === 'code' && answer.status === 404) continue;
        expect({ what, status: answer.status }).toEqual({ what, status: 400 });
        expect((answer.body.problems as { field: string }[]).map(({ field }) => field)).toContain(parameter.name);
      }
    }
  });

  it(`never fails by itself, whatever is sent (${ARBITRARY_REQUESTS} requests)`, async () => {
    const walked = routes.filter(({ path }) => !NOT_WALKED.some((part) => path.includes(part)));
    const runs = Math.ceil(ARBITRARY_REQUESTS / walked.length);
    let requests = 0;
    const statuses = new Map<number, number>();
    for (const route of walked) {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('1') }, { weight: 1, arbitrary: hostile }), {
            minLength: 3,
            maxLength: 3,
          }),
          fc.dictionary(
            fc.constantFrom(...(route.operation.parameters ?? []).map(({ name }) => name), 'other'),
            hostile,
            { maxKeys: 3 },
          ),
          anyBody,
          async (values, query, body) => {
            let index = 0;
            const next = (): string => encodeURIComponent(Buffer.from(values[index++ % 3] ?? '1').toString());
            const path = route.path.replace('{queue}', 'media').replace(/\{\w+\}/g, next);
            const search = new URLSearchParams(query).toString();
            const answer = await api.call(route.method, `${path}${search && `?${search}`}`, {
              token: owner,
              ...(route.method !== 'GET' && { body }),
            });
            requests += 1;
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            if (answer.status >= 500) throw new Error(`${route.method} ${path}?${search} → ${answer.text}`);
            if (answer.status >= 400 && answer.body.status !== answer.status) {
              throw new Error(`${route.method} ${path} answered ${answer.status} without a problem: ${answer.text}`);
            }
          },
        ),
        { numRuns: runs, endOnFailure: true },
      );
    }
    process.stdout.write(`walked ${walked.length} routes: ${requests} requests, ${JSON.stringify([...statuses])}\n`);
    expect(requests).toBeGreaterThanOrEqual(ARBITRARY_REQUESTS);
  }, 300_000);
});

it('the application does not start with a route that says not who may use it', async () => {
  @Controller('api/v1/forgotten')
  class ForgottenController {
    @Get()
    open(): string {
      return 'to everybody';
    }
  }
  await expect(ApiApp.start({ controllers: [ForgottenController] })).rejects.toThrow(UndeclaredRoutes);
});
