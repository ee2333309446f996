import { ErrorRecorder, ErrorRecords } from '../../../src/observability';
import { FakeClock } from '../../support/fake-clock';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('the record of errors', () => {
  let db: TestDatabase;
  let records: ErrorRecords;
  let clock: FakeClock;
  let recorder: ErrorRecorder;

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  beforeEach(async () => {
    await db.database.execute('DELETE FROM error_records');
    records = new ErrorRecords(db.database);
    clock = new FakeClock();
    recorder = new ErrorRecorder(records, clock);
  });
  afterAll(() => db.close());

  const failure = () => new TypeError('could not greet Ann with token 123:secret');

  it('counts each kind once, over all processes, and knows the last reference', async () => {
    const other = new ErrorRecorder(records, clock);
    for (const reference of ['a1', 'a2']) recorder.note(failure(), { edge: 'update', work: '/help', reference });
    recorder.note(failure(), { edge: 'job', work: 'media.process' });
    clock.advance(1_000);
    other.note(failure(), { edge: 'update', work: '/help', reference: 'b1' });
    await Promise.all([recorder.write(), other.write()]);

    const [first, second, ...rest] = await records.recent(10);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ name: 'TypeError', place: 'update /help', count: 3, lastReference: 'b1' });
    expect(second).toMatchObject({ place: 'job media.process', count: 1, lastReference: null });
  });

  it('holds no message, since messages hold what people typed', async () => {
    recorder.note(failure(), { edge: 'update' });
    await recorder.write();
    const rows = await db.database.query('SELECT * FROM error_records');
    expect(JSON.stringify(rows)).not.toMatch(/Ann|secret|greet/);
  });

  it('keeps counting while the database is away, and writes it all when it is back', async () => {
    let away = true;
    const flaky = { add: (sightings: never) => (away ? Promise.reject(new Error('away')) : records.add(sightings)) };
    recorder = new ErrorRecorder(flaky as unknown as ErrorRecords, clock);
    const error = failure();
    recorder.note(error, { edge: 'update', reference: 'r1' });
    await recorder.write();
    recorder.note(error, { edge: 'update', reference: 'r2' });
    await recorder.write();
    expect(recorder.lastMinute()).toBe(2);
    away = false;
    await recorder.write();
    expect(await records.recent(10)).toEqual([expect.objectContaining({ count: 2, lastReference: 'r2' })]);
  });

  it('is bounded while nothing can be written', async () => {
    for (let i = 0; i < 2_000; i += 1) recorder.note(failure(), { edge: 'job', work: `kind-${i}` });
    await recorder.write();
    expect(await records.recent(1_000)).toHaveLength(200);
    const [row] = await db.database.query<{ kinds: number }>('SELECT count(*)::int AS kinds FROM error_records');
    expect(row?.kinds).toBe(500);
    expect(recorder.lastMinute()).toBe(2_000);
  });

  it('forgets what has not happened for long', async () => {
    recorder.note(failure(), { edge: 'update', work: 'old' });
    await recorder.write();
    clock.advance(60_000);
    const limit = new Date(clock.now());
    recorder.note(failure(), { edge: 'update', work: 'new' });
    await recorder.write();
    expect(await records.prune(limit)).toBe(1);
    expect(await records.recent(10)).toEqual([expect.objectContaining({ place: 'update new' })]);
  });
});
