import { AdvisoryLeases } from '../../../src/coordination/advisory-leases';
import { SystemClock } from '../../../src/common/clock';
import { ErrorRecorder, ErrorRecords } from '../../../src/observability';
import { TaskRuns } from '../../../src/coordination';
import { ScheduledTask } from '../../../src/schedules/scheduled-task';
import { SchedulesMetrics } from '../../../src/schedules/schedules.metrics';
import { TaskRunner } from '../../../src/schedules/task-runner';
import { eventually } from '../../support/eventually';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

class SampleTask extends ScheduledTask {
  readonly id = 'sample';
  readonly everyMs = 60_000;
  timeoutMs = 5_000;

  constructor(private readonly work: (signal: AbortSignal) => Promise<Record<string, number>>) {
    super();
  }

  run(signal: AbortSignal): Promise<Record<string, number>> {
    return this.work(signal);
  }
}

describe('a scheduled task', () => {
  let db: TestDatabase;
  let runs: TaskRuns;
  let errors: ErrorRecorder;
  const leases: AdvisoryLeases[] = [];
  const never = new AbortController().signal;

  const newRunner = () => {
    const opened = new AdvisoryLeases({ tier: 'embedded', target: db.target, close: () => Promise.resolve() });
    leases.push(opened);
    return new TaskRunner(opened, runs, new SchedulesMetrics(runs), errors);
  };

  beforeAll(async () => {
    db = await openTestDatabase();
    runs = new TaskRuns(db.database);
    errors = new ErrorRecorder(new ErrorRecords(db.database), new SystemClock());
  });
  beforeEach(() => db.database.execute('DELETE FROM schedule_runs'));
  afterEach(() => Promise.all(leases.splice(0).map((opened) => opened.onApplicationShutdown())));
  afterAll(() => db.close());

  it('is recorded with what it did', async () => {
    expect(await newRunner().runOnce(new SampleTask(async () => ({ removed: 3 })), never, 0)).toBe('done');
    expect(await runs.lastRuns()).toEqual([
      expect.objectContaining({ taskId: 'sample', outcome: 'done', result: { removed: 3 } }),
    ]);
  });

  it('is run by one of several processes, and not again before its time', async () => {
    const work = jest.fn(async () => ({}));
    const turns = await Promise.all([1, 2, 3].map(() => newRunner().runOnce(new SampleTask(work), never, 30_000)));
    expect(turns.sort()).toEqual(['done', 'skipped', 'skipped']);
    expect(await newRunner().runOnce(new SampleTask(work), never, 30_000)).toBe('skipped');
    expect(work).toHaveBeenCalledTimes(1);
    expect(await newRunner().runOnce(new SampleTask(work), never, 0)).toBe('done');
  });

  it('is not run beside itself', async () => {
    let finish: (() => void) | undefined;
    const long = new SampleTask(() => new Promise((resolve) => (finish = () => resolve({}))));
    const [here, there] = [newRunner(), newRunner()];
    const first = here.runOnce(long, never, 0);
    await eventually('it is running', () => finish !== undefined);
    const others = [await here.runOnce(long, never, 0), await there.runOnce(long, never, 0)];
    expect(others).toEqual(['skipped', 'skipped']);
    finish?.();
    expect(await first).toBe('done');
  });

  it('is told to end at its timeout, and counts as failed', async () => {
    const task = new SampleTask(
      (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut')))),
    );
    task.timeoutMs = 50;
    expect(await newRunner().runOnce(task, never, 0)).toBe('failed');
    expect(await runs.lastRuns()).toEqual([expect.objectContaining({ outcome: 'failed', result: null })]);
  });

  it('frees its turn when it fails, so that the next run can mend things', async () => {
    const runner = newRunner();
    const failing = new SampleTask(() => Promise.reject(new Error('no')));
    expect(await runner.runOnce(failing, never, 0)).toBe('failed');
    expect(await runner.runOnce(new SampleTask(async () => ({})), never, 0)).toBe('done');
  });
});
