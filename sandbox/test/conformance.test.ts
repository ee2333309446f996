import { type Sandbox, startSandbox } from '../src';
import { type Services } from '../src/bot-api/call';
import { MethodRunner } from '../src/bot-api/method-runner';
import schema from '../src/bot-api/schema.json';
import { type ApiResponse, type CallApi, type Fixture, makeFixture } from './support/conformance-fixture';
import { requiredValues, sampleOf, wrongValueOf } from './support/conformance-samples';
import { makeJpeg } from './support/media';

const methods = schema.methods as unknown as Record<string, Record<string, string>>;
/** Those that need a file of their kind are tested with the clients; after logging out nothing works any more. */
const ELSEWHERE = ['sendAudio', 'sendVideo', 'sendAnimation', 'sendVoice', 'sendVideoNote', 'sendSticker', 'logOut'];
/** Only its list of names is wanted here: nothing is called, so nothing needs to be behind it. */
const COVERED = new MethodRunner({} as Services).supported().filter((name) => !ELSEWHERE.includes(name));

type Encoding = 'json' | 'form' | 'query';

let sandbox: Sandbox;
let photo: Buffer;
let fixture: Fixture;

async function call(
  token: string,
  method: string,
  values: Record<string, unknown>,
  encoding: Encoding,
): Promise<ApiResponse> {
  const asText = ([name, value]: [string, unknown]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ];
  const form = new URLSearchParams(Object.entries(values).map(asText));
  const url = `${sandbox.url}/bot${token}/${method}`;
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(values) };
  const response =
    encoding === 'json'
      ? await fetch(url, json)
      : await fetch(
          encoding === 'form' ? url : `${url}?${form.toString()}`,
          encoding === 'form' ? { method: 'POST', body: form } : {},
        );
  return (await response.json()) as ApiResponse;
}

const callAs =
  (token: string): CallApi =>
  (method, values) =>
    call(token, method, values, 'json');

function expectRefused(answer: ApiResponse, what: string): void {
  expect({ what, ...answer }).toMatchObject({ what, ok: false, error_code: 400 });
  expect(answer.description).toMatch(/^Bad Request: .+/);
}

beforeAll(async () => {
  sandbox = await startSandbox();
  photo = await makeJpeg(40, 30);
});

afterAll(() => sandbox.close());

beforeEach(async () => {
  fixture = await makeFixture(sandbox, photo, callAs);
});

it('covers every method that is simulated', async () => {
  const { methods: simulated } = await sandbox.control.getInfo();
  expect(simulated.length).toBeGreaterThan(70);
  expect([...COVERED, ...ELSEWHERE].sort()).toEqual([...simulated].sort());
});

it('answers published methods it does not simulate with a clear refusal, and unpublished ones with 404', async () => {
  expectRefused(await callAs(fixture.token)('getMyStarBalance', {}), 'getMyStarBalance');
  expect(await callAs(fixture.token)('getEverything', {})).toEqual({
    ok: false,
    error_code: 404,
    description: 'Not Found: method not found',
  });
});

describe.each(COVERED)('%s', (method) => {
  const parameters = methods[method] ?? {};
  const names = Object.keys(parameters).map((key) => key.replace('!', ''));
  const typeOf = (name: string): string => parameters[name] ?? parameters[`${name}!`] ?? '';

  it.each(['json', 'form', 'query'] as const)('accepts its required parameters as %s', async (encoding) => {
    const values = requiredValues(method, parameters, fixture);
    expect(await call(fixture.token, method, values, encoding)).toMatchObject({ ok: true });
  });

  const required = names.filter((name) => `${name}!` in parameters && name !== 'url');
  if (required.length > 0) {
    it.each(required)('refuses to go without %s', async (name) => {
      const values = requiredValues(method, parameters, fixture);
      delete values[name];
      expectRefused(await callAs(fixture.token)(method, values), name);
    });
  }

  const typed = names.filter((name) => wrongValueOf(typeOf(name)) !== undefined);
  if (typed.length > 0) {
    it('refuses wrong types', async () => {
      for (const name of typed) {
        const values = { ...requiredValues(method, parameters, fixture), [name]: wrongValueOf(typeOf(name)) };
        expectRefused(await call(fixture.token, method, values, 'form'), `${name} of type ${typeOf(name)}`);
      }
    });
  }

  const optional = names.filter((name) => !(`${name}!` in parameters) && name !== 'inline_message_id');
  if (optional.length > 0) {
    it('accepts its optional parameters', async () => {
      for (const name of optional) {
        const type = typeOf(name);
        const sample = sampleOf(method, name, fixture) ?? (type === 'Boolean' ? true : undefined);
        if (sample === undefined) continue;
        fixture = await makeFixture(sandbox, photo, callAs);
        const fresh = sampleOf(method, name, fixture) ?? sample;
        const values = { ...requiredValues(method, parameters, fixture), [name]: fresh };
        expect({ name, ...(await call(fixture.token, method, values, 'form')) }).toMatchObject({ name, ok: true });
      }
    });
  }
});
