import { openSettings } from '../../support/open-settings';
import { startChild, type Child } from '../../support/child-process';
import { eventually } from '../../support/eventually';
import '../../support/silence-nest';
import { testConfig } from '../../support/test-config';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const actor = { kind: 'account', accountId: 'a-1', name: 'ann' } as const;
const config = testConfig({ MAX_VOICE_DURATION_SECONDS: '90', ALERT_QUEUE_WAIT: '1.5', UPLOAD_KINDS: 'audio' });

describe('the settings', () => {
  let db: TestDatabase;
  let ours: Awaited<ReturnType<typeof openSettings>>;
  const children: Child[] = [];

  beforeEach(async () => {
    db = await openTestDatabase();
    ours = await openSettings(db.database, config);
  });
  afterEach(async () => {
    ours.close();
    await Promise.all(children.splice(0).map((child) => child.kill()));
    await db.close();
  });

  const audited = () =>
    db.database.query<object>('SELECT action, target_id AS key, before, after FROM audit_entries ORDER BY id');

  it('are those of the environment until somebody changes them', async () => {
    expect(ours.settings.get('voice.maxDurationSeconds')).toBe(90);
    expect(ours.settings.get('alerts.queueWaitSeconds')).toBe(1.5);
    expect(ours.settings.get('library.kinds')).toEqual(['audio']);
    expect((await ours.service.list()).filter(({ overridden }) => overridden)).toEqual([]);
  });

  it('hold at once where they are changed, and are written down with what was there before', async () => {
    await ours.service.change({ 'voice.maxDurationSeconds': 300, 'library.kinds': ['photo'] }, actor);
    expect(ours.settings.get('voice.maxDurationSeconds')).toBe(300);
    const listed = await ours.service.list();
    expect(listed.find(({ key }) => key === 'voice.maxDurationSeconds')).toMatchObject({
      value: 300,
      default: 90,
      unit: 'seconds',
      overridden: true,
    });
    await ours.service.change({ 'voice.maxDurationSeconds': 200 }, actor);
    await ours.service.reset('voice.maxDurationSeconds', actor);
    expect(ours.settings.get('voice.maxDurationSeconds')).toBe(90);
    const change = { action: 'setting.change', key: 'voice.maxDurationSeconds' };
    expect(await audited()).toEqual([
      { ...change, key: 'library.kinds', before: { value: ['audio'] }, after: { value: ['photo'] } },
      { ...change, before: { value: 90 }, after: { value: 300 } },
      { ...change, before: { value: 300 }, after: { value: 200 } },
      { ...change, action: 'setting.reset', before: { value: 200 }, after: { value: 90 } },
    ]);
  });

  it('leave no second line when nothing changes', async () => {
    await ours.service.change({ 'library.extensions': ['pdf'] }, actor);
    await ours.service.change({ 'library.extensions': ['pdf'] }, actor);
    await ours.service.reset('voice.maxWaiting', actor);
    expect(await audited()).toHaveLength(1);
  });

  it('change together or not at all', async () => {
    await db.database.execute(`ALTER TABLE audit_entries ADD CHECK (target_id <> 'voice.maxWaiting')`);
    const changes = { 'people.actionsPerMinute': 5, 'voice.maxWaiting': 5 };
    await expect(ours.service.change(changes, actor)).rejects.toThrow();
    expect((await ours.service.list()).some(({ overridden }) => overridden)).toBe(false);
  });

  it('reach another process within seconds, and so does their end', async () => {
    const child = startChild('watch-setting', { target: db.target, key: 'people.actionsPerMinute' });
    children.push(child);
    await child.said('people.actionsPerMinute is 60');
    await ours.service.change({ 'people.actionsPerMinute': 7 }, actor);
    await child.said('people.actionsPerMinute is 7\n', 10_000);
    await ours.service.reset('people.actionsPerMinute', actor);
    await child.said('is 7\npeople.actionsPerMinute is 60', 10_000);
  });

  it('that this version does not take are not used', async () => {
    await db.database.execute(
      `INSERT INTO settings (key, value) VALUES ('voice.maxWaiting', '-3'), ('voice.maxDurationSeconds', '"long"'), ('gone', '1')`,
    );
    await ours.settings.refresh();
    expect(ours.settings.get('voice.maxWaiting')).toBe(50);
    expect(ours.settings.get('voice.maxDurationSeconds')).toBe(90);
  });

  it('stay as they were known while the database is away, and are read again when it is back', async () => {
    await ours.service.change({ 'voice.maxWaiting': 9 }, actor);
    await db.database.execute('ALTER TABLE settings RENAME TO away');
    await expect(ours.settings.refresh()).rejects.toThrow();
    expect(ours.settings.get('voice.maxWaiting')).toBe(9);
    await db.database.execute(`UPDATE away SET value = '11'`);
    await db.database.execute('ALTER TABLE away RENAME TO settings');
    await eventually('the table is read by itself', () => ours.settings.get('voice.maxWaiting') === 11, 10_000);
  });
});
