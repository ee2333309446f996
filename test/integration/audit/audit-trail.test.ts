import { chatActor } from '../../../src/audit';
import { anUpload, openLibrary, type LibraryUnderTest } from '../media/library-under-test';

const ADMIN = chatActor(900);

interface Row {
  action: string;
  target_kind: string;
  target_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

describe('the audit trail, on a real database', () => {
  let library: LibraryUnderTest;

  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());
  beforeEach(() => library.db.database.execute('TRUNCATE audit_entries'));

  const entries = (): Promise<Row[]> => library.db.database.query<Row>('SELECT * FROM audit_entries ORDER BY id');

  it('tells who changed a file, and what it was before and after', async () => {
    const { file } = (await library.upload.register(anUpload({ title: 'Old' }), ADMIN)) as { file: { id: number } };
    await library.library.rename(file.id, 'New', ADMIN);
    await library.library.retag(file.id, ['a'], ADMIN);
    await library.library.reprocess(file.id, ADMIN);
    await library.library.remove(file.id, ADMIN);
    await library.library.remove(file.id, ADMIN);
    const rows = await entries();
    expect(rows.map(({ action }) => action)).toEqual([
      'file.upload',
      'file.rename',
      'file.retag',
      'file.reprocess',
      'file.remove',
    ]);
    expect(rows[1]).toMatchObject({
      actor_kind: 'chat',
      actor_id: '900',
      target_kind: 'file',
      target_id: String(file.id),
      before: { title: 'Old - Bellhop' },
      after: { title: 'New - Bellhop' },
    });
    expect(rows[4]).toMatchObject({ before: { title: 'New - Bellhop', tags: ['a'] }, after: null });
  });

  it('keeps no record of a change that was rolled back', async () => {
    const { file } = (await library.upload.register(anUpload(), ADMIN)) as { file: { id: number } };
    const failing = library.db.database.run(async () => {
      await library.library.retag(file.id, ['x'], ADMIN);
      throw new Error('the rest failed');
    });
    await expect(failing).rejects.toThrow('the rest failed');
    expect((await entries()).map(({ action }) => action)).toEqual(['file.upload']);
  });

  it('changes nothing when the change can not be written down', async () => {
    const { file } = (await library.upload.register(anUpload({ title: 'Kept' }), ADMIN)) as { file: { id: number } };
    const nobody = { kind: 'nobody' } as unknown as typeof ADMIN;
    await expect(library.library.rename(file.id, 'Lost', nobody)).rejects.toThrow('audit_entries_actor_kind_check');
    expect((await library.library.get(file.id)).title).toBe('Kept - Bellhop');
  });
});
