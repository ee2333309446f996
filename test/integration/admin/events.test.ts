import { z } from 'zod';
import { defineJob, JobDispatcher } from '../../../src/queue';
import { ApiApp } from '../../support/api-app';
import { eventually } from '../../support/eventually';

const laterJob = defineJob({
  name: 'test.later',
  queue: 'maintenance',
  payload: z.strictObject({ id: z.int() }),
  jobId: ({ id }) => `later-${id}`,
});
/** A sign of life is given every fifteen seconds, and who isn't welcome any more is let go then. */
const LET_GO_WITHIN_MS = 25_000;

interface Heard {
  readonly topic: string;
  readonly data: unknown;
}

/** Listens until it is closed, by either side. */
class Ear {
  readonly events: Heard[] = [];
  ended = false;
  private readonly hangUp = new AbortController();

  static async open(api: ApiApp, token: string | undefined, query = ''): Promise<Ear & { response: Response }> {
    const ear = new Ear();
    const response = await fetch(`${api.url}/api/v1/events${query}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal: ear.hangUp.signal,
    });
    if (response.status === 200) void ear.listen(response);
    return Object.assign(ear, { response });
  }

  close(): void {
    this.hangUp.abort();
  }

  of(topic: string): unknown[] {
    return this.events.filter((event) => event.topic === topic).map(({ data }) => data);
  }

  private async listen({ body }: Response): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
        const parts = (rest + Buffer.from(chunk).toString()).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const [, topic, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
          if (topic !== undefined) this.events.push({ topic, data: JSON.parse(data ?? 'null') as unknown });
        }
      }
    } catch {
      // Hanging up is how a test stops listening.
    }
    this.ended = true;
  }
}

describe('changes as they happen', () => {
  let api: ApiApp;
  let token: string;
  const ears: Ear[] = [];

  beforeAll(async () => {
    api = await ApiApp.start({ environment: { ROLES: 'api' } });
    token = await api.signIn();
  });
  afterEach(() => {
    for (const ear of ears.splice(0)) ear.close();
  });
  afterAll(() => api.close());

  const listen = async (as: string | undefined, query?: string) => {
    const ear = await Ear.open(api, as, query);
    ears.push(ear);
    return ear;
  };

  it('are events named after their topic, at once what is now and later what has changed', async () => {
    const ear = await listen(token, '?topics=queues,broadcasts');
    expect(ear.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(ear.response.headers.get('x-accel-buffering')).toBe('no');
    await eventually('both topics are told', () => ear.of('queues').length > 0 && ear.of('broadcasts').length > 0);
    expect(ear.of('broadcasts')).toEqual([[]]);
    await api.get(JobDispatcher).dispatch(laterJob, { id: 1 }, { delayMs: 3_600_000 });
    await eventually('the change is told', () => ear.of('queues').length > 1);
    expect(ear.of('queues').at(-1)).toContainEqual(expect.objectContaining({ name: 'maintenance', delayed: 1 }));
    expect(ear.of('broadcasts')).toHaveLength(1);
    expect(ear.of('status')).toEqual([]);
    const second = await listen(token, '?topics=broadcasts');
    await eventually('who comes later is told at once', () => second.of('broadcasts').length === 1);
  });

  it('are told only of what the account may read', async () => {
    const ear = await listen(await api.tokenFor(['broadcasts:read']));
    await eventually('the topic is told', () => ear.of('broadcasts').length > 0);
    const all = await listen(token);
    await eventually('the owner is told all', () => new Set(all.events.map(({ topic }) => topic)).size === 3);
    expect(new Set(ear.events.map(({ topic }) => topic))).toEqual(new Set(['broadcasts']));
  });

  it('are for accounts that are signed in, and of topics that there are', async () => {
    expect((await listen(undefined)).response.status).toBe(401);
    expect((await listen(token, '?topics=secrets')).response.status).toBe(400);
  });

  it('end with the session, and with the permission', async () => {
    const leaver = await listen(await api.tokenFor(['system:read'], 'leaver'), '?topics=queues');
    const demoted = await listen(await api.tokenFor(['system:read'], 'demoted'), '?topics=queues');
    const stayer = await listen(token, '?topics=queues');
    await eventually('all listen', () => [leaver, demoted, stayer].every((ear) => ear.of('queues').length > 0));
    const { body } = await api.call<{ items: { id: string }[] }>('GET', '/admins?q=leaver', { token });
    await api.call('POST', `/admins/${body.items[0]?.id}/sign-out`, { token });
    await api.call('PATCH', '/roles/demoted', { token, body: { permissions: [] } });
    await eventually('both are let go', () => leaver.ended && demoted.ended, LET_GO_WITHIN_MS);
    expect(stayer.ended).toBe(false);
  });

  it('are told to a hundred listeners, and no more', async () => {
    const crowd = await Promise.all(Array.from({ length: 100 }, () => listen(token, '?topics=broadcasts')));
    expect(new Set(crowd.map(({ response }) => response.status))).toEqual(new Set([200]));
    const { response } = await listen(token);
    expect({ status: response.status, wait: response.headers.get('retry-after') }).toEqual({ status: 503, wait: '30' });
    for (const ear of crowd) ear.close();
    await eventually('there is room again', async () => (await listen(token)).response.status === 200);
  });
});
