import { chatActor } from '../../../src/audit';
import { readConfig } from '../../../src/config';
import type { Database } from '../../../src/database';
import { ChannelEntity } from '../../../src/users/channel.entity';
import { JoinRequestEntity } from '../../../src/users/join-request.entity';
import { OwnerProtected, permissions, SelfBlockRefused, UserNotFound, type UserService } from '../../../src/users';
import { RoleEntity } from '../../../src/users/roles/role.entity';
import { UserEntity } from '../../../src/users/user.entity';
import { FakeClock } from '../../support/fake-clock';
import { openUsers } from '../../support/open-users';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { AN_ADMIN } from '../../support/an-admin';

const OWNER = 900;
/** Somebody who may give every role. */
const AN_OWNER = { actor: AN_ADMIN, permissions };
const config = readConfig({
  BOT_TOKEN: '123456:abcdefghijklmnopqrstuvwxyzABCDEFGHI',
  ADMIN_TELEGRAM_IDS: String(OWNER),
  DEFAULT_LANGUAGE: 'uz',
});

describe('people, on a real database', () => {
  let db: TestDatabase;
  let clock: FakeClock;
  let users: UserService;
  let statements: string[];
  let nextId = 1_000_000_000_000;

  const newId = (): number => (nextId += 1);
  /** What another process with its own memory would see. */
  const otherProcess = (): UserService => openUsers(db.database, config, clock).users;

  beforeAll(async () => {
    db = await openTestDatabase({ entities: [UserEntity, RoleEntity, ChannelEntity, JoinRequestEntity] });
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    statements = [];
    clock = new FakeClock();
    const rows = Object.assign(Object.create(db.database) as Database, {
      query: (sql: string, parameters?: readonly unknown[]) => {
        statements.push(sql);
        return db.database.query(sql, parameters);
      },
    });
    const opened = openUsers(db.database, config, clock, rows);
    await opened.directory.refresh();
    users = opened.users;
  });

  it('keeps what it knows of those who talk to the bot when somebody turns the pages of a list', async () => {
    const id = newId();
    await users.recognise({ id, firstName: 'Ann' });
    await db.database.execute('UPDATE users SET blocked_at = now() WHERE id = $1', [id]);
    const { items } = await users.browse({ page: 1, pageSize: 100, q: String(id) });
    expect(items[0]?.blockedAt).toEqual(expect.any(Date));
    // As it was known: a list changes nothing of it. What changed elsewhere is known when the memory is over.
    expect((await users.recognise({ id, firstName: 'Ann' })).blockedAt).toBeNull();
  });

  it('creates who is new with a guessed language, and an id beyond 32 bits', async () => {
    const id = newId();
    const user = await users.recognise({ id, firstName: 'Олег', languageCode: 'ru' });
    expect(user).toMatchObject({
      id,
      firstName: 'Олег',
      lastName: null,
      language: 'ru',
      role: 'user',
      blockedAt: null,
    });
    expect((await users.recognise({ id: newId(), firstName: 'Ann' })).language).toBe('uz');
  });

  it('recognises a crowd in one statement, and somebody known in none', async () => {
    const crowd = Array.from({ length: 200 }, () => ({ id: newId(), firstName: 'A' }));
    const first = await Promise.all(crowd.map((profile) => users.recognise(profile)));
    expect(first.map(({ id }) => id)).toEqual(crowd.map(({ id }) => id));
    expect(statements).toHaveLength(1);
    await Promise.all(crowd.map((profile) => users.recognise(profile)));
    expect(statements).toHaveLength(1);
  });

  it('answers both of two updates of one person that arrive together', async () => {
    const id = newId();
    const both = await Promise.all([
      users.recognise({ id, firstName: 'A' }),
      users.recognise({ id, firstName: 'A', username: 'ann' }),
    ]);
    expect(both.map((user) => user.username)).toEqual(['ann', 'ann']);
  });

  it('creates each person once when two processes meet them at the same time', async () => {
    const crowd = Array.from({ length: 100 }, () => ({ id: newId(), firstName: 'A' }));
    const processes = [otherProcess(), otherProcess(), otherProcess()];
    const met = await Promise.all(processes.flatMap((each) => crowd.map((profile) => each.recognise(profile))));
    expect(new Set(met.map(({ id }) => id)).size).toBe(100);
  });

  it('notices a new name at once, and keeps the language that was chosen', async () => {
    const id = newId();
    await users.recognise({ id, firstName: 'Old', languageCode: 'en' });
    await users.setLanguage(id, 'ru', AN_ADMIN);
    const user = await users.recognise({ id, firstName: 'New', languageCode: 'en' });
    expect(user).toMatchObject({ firstName: 'New', language: 'ru' });
    expect(await otherProcess().find(id)).toMatchObject({ firstName: 'New', language: 'ru' });
  });

  it('shuts somebody out at once here and within seconds in other processes', async () => {
    const id = newId();
    const elsewhere = otherProcess();
    await elsewhere.recognise({ id, firstName: 'A' });
    await users.block(id, chatActor(OWNER));
    expect((await users.recognise({ id, firstName: 'A' })).blockedAt).toBeInstanceOf(Date);
    clock.advance(15_000);
    expect((await elsewhere.recognise({ id, firstName: 'A' })).blockedAt).toBeInstanceOf(Date);
    expect((await users.unblock(id, AN_ADMIN)).blockedAt).toBeNull();
  });

  it('refuses to shut out owners, oneself and people it never met', async () => {
    await users.recognise({ id: OWNER, firstName: 'Boss' });
    await expect(users.block(OWNER, chatActor(newId()))).rejects.toBeInstanceOf(OwnerProtected);
    await expect(users.block(77, chatActor(77))).rejects.toBeInstanceOf(SelfBlockRefused);
    await expect(users.block(newId(), chatActor(OWNER))).rejects.toBeInstanceOf(UserNotFound);
    await expect(users.unblock(newId(), AN_ADMIN)).rejects.toBeInstanceOf(UserNotFound);
  });

  it('knows owners from the settings and others by their role', async () => {
    const id = newId();
    await users.recognise({ id, firstName: 'Ed' });
    expect((await users.changeRole(id, 'editor', AN_OWNER)).role).toBe('editor');
    expect((await users.recognise({ id: OWNER, firstName: 'Boss' })).role).toBe('owner');
    await expect(users.changeRole(OWNER, 'user', AN_OWNER)).rejects.toBeInstanceOf(OwnerProtected);
    const staff = await users.listStaff();
    expect(staff.map((user) => user.id)).toEqual(expect.arrayContaining([id, OWNER]));
  });

  it('remembers who blocked the bot, but not other reasons for silence', async () => {
    const id = newId();
    await users.recognise({ id, firstName: 'A' });
    await users.markUnreachable(id, 'not-found');
    expect((await users.find(id))?.reachability).toBe('reachable');
    await users.markUnreachable(id, 'blocked');
    expect((await users.find(id))?.reachability).toBe('blocked');
    expect((await users.count()).unreachable).toBeGreaterThan(0);
    await users.markReachable(id);
    expect((await users.find(id))?.reachability).toBe('reachable');
  });

  it('keeps a deep link until it has been followed', async () => {
    const id = newId();
    await users.recognise({ id, firstName: 'A' });
    await users.rememberStart(id, 'file_1');
    await users.rememberStart(id, 'file_2');
    expect((await otherProcess().recognise({ id, firstName: 'A' })).pendingStart).toBe('file_2');
    await users.forgetStart(id);
    expect((await users.recognise({ id, firstName: 'A' })).pendingStart).toBeNull();
  });

  it('stores names of any kind', async () => {
    for (const firstName of ['', 'مرحبا', '👩‍👩‍👧‍👦'.repeat(20), `'; DROP TABLE users; --`, 'a\u202Eb']) {
      const id = newId();
      await users.recognise({ id, firstName });
      expect((await otherProcess().find(id))?.firstName).toBe(firstName);
    }
  });

  it('writes when somebody was last seen at most once a minute', async () => {
    const id = newId();
    const before = await users.recognise({ id, firstName: 'A' });
    clock.advance(20_000);
    const again = await users.recognise({ id, firstName: 'A' });
    expect(again.lastSeenAt).toEqual(before.lastSeenAt);
    await db.database.execute(`UPDATE users SET last_seen_at = now() - interval '2 minutes' WHERE id = $1`, [id]);
    clock.advance(20_000);
    const later = await users.recognise({ id, firstName: 'A' });
    expect(later.lastSeenAt.getTime()).toBeGreaterThanOrEqual(before.lastSeenAt.getTime());
  });
});
