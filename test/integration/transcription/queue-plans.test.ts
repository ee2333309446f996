import { RecordingDatabase } from '../../../scripts/bench/recording-database';
import { AdmissionRepository } from '../../../src/transcription/queue/admission.repository';
import { RunRepository } from '../../../src/transcription/queue/run.repository';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: PlanNode[];
}

const note = {
  userId: 1,
  chatId: 1,
  askedMessageId: 1,
  voiceMessageId: 1,
  kind: 'voice' as const,
  fileId: 'file',
  fileUniqueId: 'unique-file',
};

describe('the line, after years of requests', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
    await db.database.execute(
      `INSERT INTO usage (user_id, chat_id, asked_message_id, voice_message_id, kind, file_id, file_unique_id, lost_after,
         state, ended_at)
       SELECT 2, 2, n, n, 'voice', 'f', 'u' || n, now(), 'finished', now() FROM generate_series(1, 20000) AS n`,
    );
    await db.database.execute('ANALYZE usage');
  });
  afterAll(() => db.close());

  it('is worked without reading any of those that are over', async () => {
    const recorded = new RecordingDatabase(db.database);
    const admissions = new AdmissionRepository(recorded, db.database);
    const runs = new RunRepository(recorded, db.database);
    const admission = await admissions.admit(note, { waiting: 50, perUser: 5 });
    if (admission.outcome !== 'admitted') throw new Error(admission.outcome);
    await admissions.markAnnounced(admission.requestId, null, 1);
    await admissions.listOpen();
    await runs.callNext();
    await runs.callLost(1);
    const run = await runs.claimNext(1);
    if (!run) throw new Error('nothing was begun');
    await runs.listAudience(run.claim);
    await runs.move(run.claim, 'working');
    await runs.listTakenPlaces();
    await runs.handBack(run.claim, { isCounted: false });
    await runs.clearPlace(1);

    const scans: string[] = [];
    for (const { sql, parameters } of recorded.statements) {
      const [row] = await db.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (FORMAT JSON) ${sql}`,
        parameters,
      );
      for (const node of readsIn(row?.['QUERY PLAN'][0].Plan)) scans.push(`${node['Node Type']} for ${sql}`);
    }
    expect(recorded.statements.length).toBeGreaterThan(10);
    expect(scans).toEqual([]);
  });
});

/** The nodes that read the table by neither a key nor the index of open requests. */
function readsIn(plan: PlanNode | undefined): PlanNode[] {
  if (!plan) return [];
  const isScan = /Scan/.test(plan['Node Type']) && plan['Node Type'] !== 'Bitmap Heap Scan';
  const isWhole =
    plan['Index Name'] === undefined ? plan['Relation Name'] === 'usage' : plan['Index Cond'] === undefined;
  const reads = isScan && isWhole && plan['Index Name'] !== 'usage_live_index' ? [plan] : [];
  return [...reads, ...(plan.Plans ?? []).flatMap(readsIn)];
}
