import type { BellhopProcess } from './support/bellhop-process';
import { noise, untilProcessed, upload } from './support/library';
import { type Sample, scrape, sum } from './support/metrics';
import { ANN, OWNER, Stage } from './support/stage';

describe('the figures for Prometheus', () => {
  let stage: Stage;
  let app: BellhopProcess;
  let samples: Sample[];

  beforeAll(async () => {
    stage = await Stage.open();
    app = await stage.startApp();
    const { people } = stage;
    const start = await people.sendText(ANN, '/help');
    await people.waitForMessage(ANN, 'What I can do', { since: start });
    await people.addFault({
      match: { method: 'sendMessage' },
      effect: { kind: 'status', status: 429, retryAfterSeconds: 1 },
      count: 1,
    });
    const limited = await people.sendText(ANN, '/help');
    await people.waitForMessage(ANN, 'What I can do', { since: limited });
    await upload(stage, { title: 'Measured', fileName: 'measured.txt', bytes: noise(30_000, 'measured') });
    await untilProcessed(stage, 'Measured');
    const unknown = await people.sendText(ANN, `/secret${ANN} my words`);
    await people.waitForMessage(ANN, 'know', { since: unknown });
    await fetch(`${app.url}/nowhere/${ANN}`);
    samples = await scrape(app);
  });

  afterAll(() => stage.close());

  it('tell of updates by handler and outcome', () => {
    const updates = 'bellhop_update_duration_seconds_count';
    expect(sum(samples, updates, { kind: 'message', handler: '/help', outcome: 'handled' })).toBe(2);
    expect(sum(samples, updates, { handler: 'dialogue upload', outcome: 'handled' })).toBeGreaterThan(0);
    expect(sum(samples, updates, { handler: 'button file:show' })).toBeGreaterThan(0);
    expect(sum(samples, 'bellhop_updates_received_total')).toBe(sum(samples, updates));
    expect(sum(samples, 'bellhop_receiver_state', { state: 'receiving' })).toBe(1);
  });

  it('tell of calls, refusals of rate and files on their way', () => {
    const calls = 'bellhop_telegram_call_duration_seconds_count';
    expect(sum(samples, calls, { method: 'sendMessage', outcome: 'ok' })).toBeGreaterThan(3);
    expect(sum(samples, 'bellhop_telegram_rate_limited_total', { method: 'sendMessage', lane: 'answer' })).toBe(1);
    expect(sum(samples, 'bellhop_telegram_flood_wait_seconds_total')).toBe(1);
    expect(sum(samples, 'bellhop_telegram_file_bytes_total', { direction: 'download' })).toBe(30_000);
    expect(sum(samples, 'bellhop_telegram_file_bytes_total', { direction: 'upload' })).toBe(30_000);
    expect(sum(samples, 'bellhop_telegram_file_transfers')).toBe(0);
    expect(sum(samples, 'bellhop_circuit_breaker_state', { breaker: 'telegram-api', state: 'closed' })).toBe(1);
  });

  it('tell of jobs, queues, rows and tasks', () => {
    const runs = { queue: 'media', job: 'media.process', outcome: 'completed' };
    expect(sum(samples, 'bellhop_job_duration_seconds_count', runs)).toBe(1);
    expect(sum(samples, 'bellhop_job_wait_seconds_count', { queue: 'media' })).toBe(1);
    expect(samples).toContainEqual({
      name: 'bellhop_queue_jobs',
      labels: { queue: 'media', state: 'waiting' },
      value: 0,
    });
    expect(sum(samples, 'bellhop_library_files', { status: 'ready' })).toBe(1);
    expect(sum(samples, 'bellhop_task_duration_seconds_count', { task: 'prune-inbox', outcome: 'done' })).toBe(1);
    expect(sum(samples, 'bellhop_task_failing')).toBe(0);
  });

  it('tell of HTTP requests by route, never by path', () => {
    expect(sum(samples, 'bellhop_http_request_duration_seconds_count', { route: '/health/ready' })).toBeGreaterThan(0);
    expect(sum(samples, 'bellhop_http_request_duration_seconds_count', { route: 'unknown', status: '404' })).toBe(1);
  });

  it('hold nothing of people: no id, no word, no command that is not ours', () => {
    const values = samples.flatMap(({ labels }) => Object.values(labels)).join('\n');
    for (const trace of [String(ANN), String(OWNER), 'secret', 'words', 'Measured', 'AAE2eTestToken']) {
      expect(values).not.toContain(trace);
    }
    expect(samples.length).toBeLessThan(3_000);
  });
});
