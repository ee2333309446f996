import { ChatApp, newSurroundings, OWNER_ID, type Person, type Surroundings } from '../../support/chat-app';
import { mediaFile } from '../../support/fake-media';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const NEWS = -1001;

describe('the library in the chat', () => {
  let db: TestDatabase;
  let app: ChatApp;
  let around: Surroundings;
  let owner: Person;
  let nextPerson = 50_000;

  const restart = async (): Promise<void> => {
    await app.stop();
    app = await ChatApp.start(db, around);
    owner = app.person(OWNER_ID);
    around.telegram.clear();
  };
  const somebody = (): Person => app.person((nextPerson += 1));

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.database.execute('DELETE FROM channels');
    around = newSurroundings();
    app = await ChatApp.start(db, around);
    owner = app.person(OWNER_ID);
    around.telegram.clear();
  });
  afterEach(() => app.stop());

  describe('searching and getting', () => {
    beforeEach(() => {
      around.library.files = Array.from({ length: 20 }, (_, index) =>
        mediaFile({ id: index + 1, title: `Guide ${index + 1} - Bellhop` }),
      );
    });

    it('answers any words with titles to tap, without repeating the suffix they all carry', async () => {
      await somebody().say('guide');
      expect(around.telegram.lastText()).toContain('20 files');
      const rows = around.telegram.lastButtons();
      expect(rows[0]?.[0]?.text).toBe('📄 Guide 1 · 3.4 MB');
      expect(rows.at(-2)?.map(({ text }) => text)).toEqual(['1/3', '▶']);
    });

    it('turns pages in the same message, with the words of the message it replies to', async () => {
      const ann = somebody();
      await ann.say('guide');
      const asked = around.telegram.callsOf('sendMessage')[0]?.payload.reply_parameters;
      expect(asked).toMatchObject({ message_id: expect.any(Number) });
      await ann.tap(around.telegram.buttonData('▶'), {
        reply_to_message: { message_id: 1, date: 0, chat: { id: 1 }, text: '/search@bellhop_bot guide' },
      } as never);
      expect(around.telegram.callsOf('editMessageText')).toHaveLength(1);
      expect(around.library.searches.at(-1)).toEqual({ text: 'guide', page: 2 });
      expect(
        around.telegram
          .lastButtons()
          .at(-2)
          ?.map(({ text }) => text),
      ).toEqual(['◀', '2/3', '▶']);
    });

    it('says so when it can no longer know what was searched for', async () => {
      await somebody().tap('search:page:2');
      expect(around.telegram.callsOf('answerCallbackQuery')[0]?.payload.text).toContain('send the words again');
    });

    it('offers a way on when nothing is found, and asks back when /search has no words', async () => {
      const ann = somebody();
      await ann.say('zzz');
      expect(around.telegram.lastText()).toContain('Nothing found for <b>zzz</b>');
      await ann.say('/search');
      expect(around.telegram.lastText()).toContain('What are you looking for');
      await ann.say('/search guide 7');
      expect(around.library.searches.at(-1)?.text).toBe('guide 7');
    });

    it('answers the tap first, and counts one tap once however often it is handled', async () => {
      const ann = somebody();
      const update = {
        update_id: 777,
        callback_query: {
          id: 'q777',
          chat_instance: '1',
          from: ann.user,
          data: 'file:download:3',
          message: { message_id: 1, date: 1, chat: { id: ann.user.id, type: 'private' }, text: 'results' },
        },
      };
      await app.handle(update);
      await app.handle(update);
      expect(around.telegram.calls[0]?.method).toBe('answerCallbackQuery');
      expect(new Set(around.library.downloads.map(({ key }) => key))).toEqual(new Set(['callback:q777']));
      expect(around.library.downloads[0]).toMatchObject({ fileId: 3, chatId: ann.user.id, userId: ann.user.id });
    });

    it('says so when the file is no longer there', async () => {
      await somebody().tap('file:download:404');
      expect(around.telegram.lastText()).toContain('no longer in the library');
    });

    it('follows a deep link to a file, and leads anything else home', async () => {
      const ann = somebody();
      await ann.say('/start file_5');
      expect(around.library.downloads).toMatchObject([{ fileId: 5, key: expect.stringMatching(/^update:/) }]);
      for (const payload of ['file_', 'file_x', 'file_0', 'nonsense']) {
        await ann.say(`/start ${payload}`);
        expect(around.telegram.lastText()).toContain('Hello');
      }
      expect(around.library.downloads).toHaveLength(1);
    });

    it('shares files through inline mode page by page, and counts a chosen one', async () => {
      const ann = somebody();
      around.library.files[0] = mediaFile({ id: 1, title: 'Guide 1', servedFileId: null });
      await app.handle({ inline_query: { id: 'i1', from: ann.user, query: 'guide', offset: '' } });
      const [first] = around.telegram.callsOf('answerInlineQuery');
      const results = first?.payload.results as { type: string; id: string; document_file_id: string }[];
      expect(results).toHaveLength(19);
      expect(results[0]).toMatchObject({ type: 'document', id: 'file_2', document_file_id: 'served-1' });
      expect(first?.payload).toMatchObject({ is_personal: true, next_offset: '' });
      await app.handle({ chosen_inline_result: { from: ann.user, result_id: 'file_2', query: 'guide' } });
      await app.handle({ chosen_inline_result: { from: ann.user, result_id: 'nonsense', query: 'guide' } });
      expect(around.library.shared).toMatchObject([{ fileId: 2, userId: ann.user.id }]);
    });

    it('ends an inline list where it ends, whatever offset is asked for', async () => {
      const ann = somebody();
      for (const offset of ['9', 'x', '-1', '1e9']) {
        await app.handle({ inline_query: { id: 'i1', from: ann.user, query: '', offset } });
      }
      const lengths = around.telegram.callsOf('answerInlineQuery').map(({ payload }) => (payload.results as []).length);
      expect(lengths).toEqual([0, 20, 20, 20]);
    });
  });

  describe('forced subscription', () => {
    beforeEach(async () => {
      around.library.files = [mediaFile({ id: 5 })];
      around.members.set(`${NEWS}/100200300`, 'administrator');
      await owner.say('/channels');
      await owner.tapButton('Add a channel');
      await owner.send({
        text: 'look',
        forward_origin: { type: 'channel', chat: { id: NEWS, type: 'channel' }, date: 0 },
      });
      expect(around.telegram.lastText()).toContain('is on the list');
      around.telegram.clear();
    });

    it('shows where to join, keeps the deep link, and follows it after joining', async () => {
      const ann = somebody();
      await ann.say('/start file_5');
      expect(around.telegram.lastText()).toContain('Please join this channel');
      expect(around.telegram.lastButtons()[0]?.[0]).toMatchObject({ url: 'https://t.me/+join1001' });
      await ann.tapButton('I have joined');
      expect(around.telegram.callsOf('answerCallbackQuery')[0]?.payload.text).toContain('join the channels first');
      expect(around.library.downloads).toEqual([]);

      await restart();
      around.members.set(`${NEWS}/${ann.user.id}`, 'member');
      await app.person(ann.user.id).tap('gate:check');
      expect(around.telegram.texts()[0]).toContain("you're in");
      expect(around.library.downloads).toMatchObject([{ fileId: 5, userId: ann.user.id }]);
      await app.person(ann.user.id).say('guide');
      expect(around.library.downloads).toHaveLength(1);
    });

    it('lets staff pass, and everybody choose a language first', async () => {
      await owner.say('guide');
      expect(around.telegram.lastText()).toContain('one file');
      const ann = somebody();
      await ann.say('/language');
      await ann.tapButton('Русский');
      await ann.say('guide');
      expect(around.telegram.lastText()).toContain('Подпишитесь');
    });

    it('answers inline queries of others with a way to join', async () => {
      await app.handle({ inline_query: { id: 'i1', from: somebody().user, query: 'guide', offset: '' } });
      expect(around.telegram.callsOf('answerInlineQuery')[0]?.payload).toMatchObject({
        results: [],
        button: { start_parameter: 'join' },
      });
    });

    it('pauses, changes and takes a channel off the list', async () => {
      await owner.tap(`channel:show:${NEWS}`);
      await owner.tapButton('Let people ask to join');
      expect(around.telegram.lastText()).toContain('a request that waits counts as joined');
      await owner.tapButton('Pause');
      expect(around.telegram.lastText()).toContain('On pause');
      await owner.tapButton('Take off the list');
      await owner.tapButton('Yes');
      expect(around.telegram.lastText()).toContain('No channel is required');
      await owner.tap(`channel:show:${NEWS}`);
      expect(around.telegram.callsOf('answerCallbackQuery').at(-1)?.payload.text).toContain('no longer on the list');
    });

    it('explains what is wrong with a channel and goes on asking', async () => {
      await owner.tap('channels:add');
      await owner.say('that one');
      expect(around.telegram.lastText()).toContain("can't make out a channel");
      await owner.say('-100555');
      expect(around.telegram.lastText()).toContain('not an administrator');
      around.members.set('-100555/100200300', 'administrator');
      await owner.say('-100555');
      expect(around.telegram.lastText()).toContain('is on the list');
    });
  });

  describe('uploading', () => {
    it('asks for file, title and tags, saves, and goes on after a restart between any two steps', async () => {
      await owner.say('/upload');
      await restart();
      await owner.sendDocument('guide.pdf');
      expect(around.telegram.lastText()).toContain('What is its title');
      expect(around.telegram.lastButtons()[0]?.[0]?.text).toBe('💡 guide');
      await restart();
      await owner.say('The <b>Guide</b>');
      expect(around.telegram.lastText()).toContain('The &lt;b&gt;Guide&lt;/b&gt;');
      await restart();
      await owner.say('travel, #Tashkent ; maps');
      expect(around.telegram.lastText()).toContain('is saved');
      expect(around.library.uploads).toMatchObject([
        {
          kind: 'document',
          fileId: 'id-guide.pdf',
          fileUniqueId: 'u-guide.pdf',
          title: 'The <b>Guide</b>',
          tags: ['travel', 'Tashkent', 'maps'],
          uploaderId: OWNER_ID,
          sourceMessage: { chatId: OWNER_ID },
        },
      ]);
      expect(around.sessions.rows.size).toBe(0);
    });

    it('takes the suggested title and no tags by button', async () => {
      await owner.say('/upload');
      await owner.sendDocument('guide.pdf');
      await owner.tapButton('💡');
      await owner.tapButton('Skip');
      expect(around.library.uploads).toMatchObject([{ title: 'guide', tags: [] }]);
    });

    it('takes an album item by item', async () => {
      await owner.say('/upload');
      for (const name of ['a.pdf', 'b.pdf', 'virus.exe', 'c.pdf']) {
        await owner.sendDocument(name, { media_group_id: 'album' });
      }
      expect(around.telegram.texts().filter((text) => text.includes('What is its title'))).toHaveLength(1);
      await owner.say('First');
      await owner.say('/skip');
      expect(around.telegram.lastText()).toContain('2 more files');
      await owner.say('Second');
      await owner.say('/skip');
      expect(around.telegram.texts().some((text) => text.includes('programs could harm'))).toBe(true);
      await owner.say('Third');
      await owner.say('one');
      expect(around.library.uploads.map(({ title, fileId }) => [title, fileId])).toEqual([
        ['First', 'id-a.pdf'],
        ['Second', 'id-b.pdf'],
        ['Third', 'id-c.pdf'],
      ]);
      expect(around.sessions.rows.size).toBe(0);
    });

    it('keeps a step handled twice from becoming two', async () => {
      await owner.say('/upload');
      const document = { file_id: 'f', file_unique_id: 'u', file_name: 'a.pdf' };
      const update = {
        update_id: 5,
        message: {
          message_id: 9,
          date: 0,
          chat: { id: OWNER_ID, type: 'private' },
          from: owner.user,
          document,
          media_group_id: 'g',
        },
      };
      await app.handle(update);
      await app.handle(update);
      await owner.say('Title');
      await owner.say('/skip');
      expect(around.library.uploads).toHaveLength(1);
      expect(around.sessions.rows.size).toBe(0);
    });

    it('refuses what is already there, with the way to it', async () => {
      around.library.files = [mediaFile({ id: 3, servedFileId: 'u-guide.pdf' })];
      await owner.say('/upload');
      await owner.sendDocument('guide.pdf');
      expect(around.telegram.lastText()).toContain('already in the library');
      await owner.tapButton('Open');
      expect(around.telegram.lastText()).toContain('https://t.me/bellhop_bot?start=file_3');
    });

    it('explains every wrong input and waits', async () => {
      await owner.say('/upload');
      await owner.say('hello');
      expect(around.telegram.lastText()).toContain('waiting for a file');
      await owner.say('/skip');
      expect(around.telegram.lastText()).toContain('waiting for a file');
      await owner.send({ document: {} });
      expect(around.telegram.lastText()).toContain('waiting for a file');
      await owner.sendDocument('guide.pdf');
      await owner.send({ sticker: { file_id: 's' } });
      expect(around.telegram.lastText()).toContain('send it as text');
      await owner.say('x'.repeat(201));
      expect(around.telegram.lastText()).toContain('too long');
      await owner.say('Good');
      expect(around.telegram.lastText()).toContain('Send tags');
    });

    it('is left by /cancel, by its button, and by turning to something else', async () => {
      await owner.say('/upload');
      await owner.say('/cancel');
      expect(around.telegram.lastText()).toContain('Cancelled');
      await owner.say('/cancel');
      expect(around.telegram.lastText()).toContain('nothing to cancel');
      await owner.say('/upload');
      await owner.tapButton('Cancel');
      expect(around.telegram.lastText()).toContain('Cancelled');
      await owner.say('/upload');
      await owner.say('/popular');
      await owner.say('words');
      expect(around.library.searches.at(-1)?.text).toBe('words');
      expect(around.sessions.rows.size).toBe(0);
    });

    it('survives a step that fails: it can be tried again', async () => {
      await owner.say('/upload');
      around.telegram.failures.set('sendMessage', new Error('cut'));
      await expect(owner.sendDocument('guide.pdf')).rejects.toThrow();
      await owner.sendDocument('guide.pdf');
      expect(around.telegram.lastText()).toContain('What is its title');
    });

    it('expires with a kind word, and does not take the late answer for a search', async () => {
      await owner.say('/upload');
      await owner.sendDocument('guide.pdf');
      around.clock.advance(3_600_001);
      await owner.say('The Guide');
      expect(around.telegram.lastText()).toContain('too long ago');
      expect(around.library.searches).toEqual([]);
      await owner.say('The Guide');
      expect(around.library.searches).toHaveLength(1);
      await owner.tap('upload:skip');
      expect(around.telegram.callsOf('answerCallbackQuery').at(-1)?.payload.text).toContain('already over');
    });

    it('ends kindly when a stored dialogue no longer fits', async () => {
      around.sessions.rows.set(
        `${OWNER_ID}/${OWNER_ID}`,
        JSON.stringify({
          __scenes: { current: 'upload', state: { current: { kind: 'hologram' } } },
          touchedAt: around.clock.now(),
        }),
      );
      await owner.say('The Guide');
      expect(around.telegram.lastText()).toContain('too long ago');
      expect(around.sessions.rows.size).toBe(0);
    });

    it.each(['/upload', '/files', '/set_thumb', '/stats', '/status', '/channels', '/block 1', '/role 1'])(
      'keeps %s from people without the permission',
      async (command) => {
        await somebody().say(command);
        expect(around.telegram.texts()).toEqual([expect.stringContaining('for admins only')]);
      },
    );
  });

  describe('looking after files', () => {
    beforeEach(() => {
      around.library.files = Array.from({ length: 10 }, (_, index) =>
        mediaFile({
          id: index + 1,
          title: `File ${index + 1} - Bellhop`,
          ...(index === 0 && { status: 'unprocessed', unprocessedReason: 'timed-out', tags: ['a', 'b'] }),
        }),
      );
    });

    it('lists, narrows, opens a card and leads back to the same place', async () => {
      await owner.say('/files');
      await owner.tapButton('▶');
      await owner.tapButton('File 9');
      expect(around.telegram.lastText()).toContain('<b>File 9 - Bellhop</b>');
      expect(around.telegram.buttonData('All files')).toBe('files:list:all:2');
      await owner.tapButton('All files');
      await owner.tapButton('⚠️ Unprocessed');
      expect(around.telegram.lastButtons()[0]?.[0]?.text).toContain('⚠️ 📄 File 1');
      await owner.tapButton('File 1');
      expect(around.telegram.lastText()).toContain('processing took too long');
      expect(around.telegram.lastText()).toContain('🏷 a, b');
      expect(around.telegram.callsOf('sendMessage')).toHaveLength(1);
    });

    it('changes title and tags, and shows the card again', async () => {
      await owner.say('/files');
      await owner.tapButton('File 1');
      await owner.tapButton('Title');
      await owner.say('New name');
      expect(around.telegram.lastText()).toContain('New name - Bellhop');
      await owner.tapButton('Tags');
      await owner.say('x, y');
      expect(around.library.byId(1).tags).toEqual(['x', 'y']);
      await owner.tapButton('Tags');
      await owner.say('-');
      expect(around.library.byId(1).tags).toEqual([]);
    });

    it('deletes only after asking', async () => {
      await owner.say('/files');
      await owner.tapButton('File 2');
      await owner.tapButton('Delete');
      await owner.tapButton('No');
      expect(around.library.files).toHaveLength(10);
      await owner.tapButton('Delete');
      await owner.tapButton('Yes');
      expect(around.library.files).toHaveLength(9);
      await owner.tap('file:erase:2:all:1');
      expect(around.telegram.callsOf('answerCallbackQuery').at(-1)?.payload.text).toContain('no longer in the library');
    });

    it('processes a file again', async () => {
      await owner.tap('file:show:1:all:1');
      await owner.tapButton('Process again');
      expect(around.telegram.lastText()).toContain('Waiting to be prepared');
    });

    it('replaces a message that has no text to change', async () => {
      await owner.tap('files:list:all:1', { text: undefined, photo: [] } as never);
      const methods = around.telegram.calls.map(({ method }) => method).filter((method) => method !== 'setMyCommands');
      expect(methods).toEqual(['answerCallbackQuery', 'sendMessage', 'deleteMessage']);
    });

    it('takes a photo as the picture of all files', async () => {
      await owner.say('/set_thumb');
      await owner.sendDocument('picture.jpg');
      expect(around.telegram.lastText()).toContain('Send it as a photo');
      await owner.send({
        photo: [
          { file_id: 'small', file_unique_id: 's', width: 90, height: 90 },
          { file_id: 'large', file_unique_id: 'l', width: 900, height: 900 },
        ],
      });
      expect(around.library.thumbnails).toEqual(['large']);
      expect(around.telegram.lastText()).toContain('will wear this picture');
    });

    it('shows numbers and state', async () => {
      await owner.say('/stats');
      expect(around.telegram.lastText()).toContain('Files: 10');
      await owner.say('/status');
      expect(around.telegram.lastText()).toMatch(/Tier: embedded[\s\S]*✅ <b>database<\/b>/);
    });

    it('gives and takes roles', async () => {
      const ed = somebody();
      await ed.say('/start');
      await owner.say(`/role ${ed.user.id}`);
      await owner.tapButton('editor');
      expect(around.telegram.lastText()).toContain('Now: editor');
      await ed.say('/files');
      expect(around.telegram.lastText()).toContain('Files');
      await ed.say(`/block ${OWNER_ID}`);
      expect(around.telegram.lastText()).toContain('admins only');
      await owner.say('/role');
      expect(around.telegram.lastText()).toContain('<code>/role 123456789</code>');
    });
  });
});
