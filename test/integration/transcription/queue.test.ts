import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import {
  AudioIncomplete,
  AudioTooLong,
  AudioUnreadable,
  EngineFailed,
  MAX_OPEN_PER_USER,
  RequestNotFound,
} from '../../../src/transcription';
import { chatActor } from '../../../src/audit';
import { ChatUnreachable, TelegramRateLimited, TelegramTransient } from '../../../src/telegram/telegram-errors';
import { eventually } from '../../support/eventually';
import { ANN, BOB, CID, fileIdOf, Gate, Latch, VoiceBench } from './support/voice-bench';

let bench: VoiceBench;
beforeAll(async () => {
  bench = await VoiceBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

/** Keeps the engines at work on whatever comes until it is opened. */
function holdWork(): Gate {
  const gate = new Gate();
  bench.speech.during = gate.pass;
  return gate;
}

const ask = (userId: number, text: string) => bench.main.transcriptions.ask(bench.note(userId, text));
const atWork = (count = 1) => eventually(`${count} at work`, () => bench.speech.atWork === count);
const idOf = (asking: Awaited<ReturnType<typeof ask>>): number => {
  if (asking.outcome !== 'accepted') throw new Error(asking.refusal.reason);
  return asking.requestId;
};

describe('a recording', () => {
  it('is told of by one message, a reply to it, which becomes the text', async () => {
    await ask(ANN, 'hello & welcome');
    await bench.jobs.idle();
    expect(bench.chat.messages).toHaveLength(1);
    const [message] = bench.chat.messages;
    expect(message).toMatchObject({ chatId: ANN, replyTo: 1, buttons: [] });
    expect(message?.said[0]).toContain('listening right away');
    expect(message?.said.at(-1)).toBe('hello &amp; welcome');
    const [row] = await bench.sql('SELECT * FROM usage');
    expect(row).toMatchObject({
      state: 'finished',
      engine: 'local',
      model: 'fake',
      processing_ms: 1000,
      text_length: 15,
    });
    expect(JSON.stringify(row)).not.toContain('welcome');
  });

  it('in which nobody speaks is told so', async () => {
    await ask(ANN, '');
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual([expect.stringContaining('anybody speak')]);
    expect(await bench.states()).toEqual(['finished']);
  });

  it('with more text than a message holds is told in several, cut between words', async () => {
    const words = Array.from({ length: 1000 }, (_, index) => `word${index}`).join(' ');
    await ask(ANN, words);
    await bench.jobs.idle();
    const seen = bench.chat.seenIn(ANN);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.join(' ')).toBe(words);
    expect(bench.chat.messages.every(({ replyTo }) => replyTo === 1)).toBe(true);
  });

  it('with very much text is told in files, one to read and one with the times', async () => {
    const words = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');
    await ask(ANN, words);
    await bench.jobs.idle();
    const [status, ...files] = bench.chat.messages;
    expect(status?.said.at(-1)).toContain('into a file');
    expect(files.map(({ file }) => file?.name)).toEqual(['transcript.txt', 'transcript.srt']);
    expect(files[0]?.file?.content.trim()).toBe(words);
    expect(files[1]?.file?.content).toContain('00:00:00,000 --> ');
  });

  it('whose message comes twice is one request', async () => {
    const note = bench.note(ANN, 'once');
    const first = await bench.main.transcriptions.ask(note);
    expect(await bench.main.transcriptions.ask(note)).toEqual(first);
    await bench.jobs.idle();
    await bench.main.transcriptions.ask(note);
    expect(bench.chat.messages).toHaveLength(1);
    expect(bench.speech.heard).toEqual(['once']);
  });
});

describe('the line', () => {
  it('is served first come first served, one at a time', async () => {
    const gate = holdWork();
    for (const [index, person] of [ANN, BOB, CID, ANN, BOB].entries()) await ask(person, `note ${index}`);
    await atWork();
    gate.open();
    await bench.jobs.idle();
    expect(bench.speech.heard).toEqual(['note 0', 'note 1', 'note 2', 'note 3', 'note 4']);
    expect(bench.speech.mostAtWork).toBe(1);
  });

  it('tells everybody their place and wait, and keeps the places true as it moves', async () => {
    const gate = holdWork();
    await ask(ANN, 'first');
    await atWork();
    const waiting = [idOf(await ask(BOB, 'second')), idOf(await ask(CID, 'third')), idOf(await ask(ANN, 'fourth'))];
    expect(bench.chat.seenIn(BOB)[0]).toMatch(/place in the queue: <b>1<\/b>[\s\S]*in about \d+ s/);
    expect(bench.chat.seenIn(CID)[0]).toMatch(/<b>2<\/b>/);
    expect(bench.chat.seenIn(ANN)[1]).toMatch(/<b>3<\/b>/);
    expect(await bench.main.positions.refresh(new AbortController().signal)).toBe(0);

    await bench.main.transcriptions.cancel(waiting[0] ?? 0, { actor: chatActor(BOB), isStaff: false });
    expect(await bench.main.positions.refresh(new AbortController().signal)).toBe(2);
    expect(bench.chat.seenIn(CID)[0]).toMatch(/<b>1<\/b>/);
    expect(bench.chat.seenIn(ANN)[1]).toMatch(/<b>2<\/b>/);
    gate.open();
    await bench.jobs.idle();
    expect(bench.chat.seenIn(BOB)).toEqual(['✖ Cancelled.']);
    expect(bench.chat.seenIn(ANN)).toEqual(['first', 'fourth']);
  });

  it('never shows a place in line over a text, however late the edit comes', async () => {
    const gate = holdWork();
    await ask(ANN, 'first');
    await atWork();
    await ask(BOB, 'second');
    await bench.main.transcriptions.cancel(idOf(await ask(CID, 'x')), { actor: chatActor(CID), isStaff: false });
    await bench.sql(`UPDATE usage SET shown_position = 9 WHERE user_id = $1`, [BOB]);
    const slow = new Latch();
    bench.chat.before = ({ method, chatId, html }) =>
      method === 'editText' && chatId === BOB && html?.includes('place in the queue') ? slow.opened : undefined;
    const refreshed = bench.main.positions.refresh(new AbortController().signal);
    gate.open();
    await eventually('the second was heard', () => bench.speech.heard.includes('second'));
    slow.open();
    await refreshed;
    await bench.jobs.idle();
    expect(bench.chat.seenIn(BOB)).toEqual(['second']);
  });

  it('refuses more than it may hold, and says so, also when many ask at the same instant', async () => {
    await bench.reset({ MAX_QUEUE_SIZE: '3' });
    const gate = holdWork();
    await ask(ANN, 'at work');
    await atWork();
    const people = Array.from({ length: 10 }, (_, index) => 300 + index);
    const outcomes = await Promise.all(people.map((person) => ask(person, `note of ${person}`)));
    const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
    expect(refused).toHaveLength(7);
    expect(refused[0]).toEqual({ outcome: 'refused', refusal: { reason: 'queueFull', limit: 3 } });
    gate.open();
    await bench.jobs.idle();
    expect((await bench.states()).sort()).toEqual([...Array(4).fill('finished'), ...Array(7).fill('refused')]);
  });

  it('is not filled by one person', async () => {
    const gate = holdWork();
    for (let index = 0; index < MAX_OPEN_PER_USER; index += 1) await ask(ANN, `note ${index}`);
    expect(await ask(ANN, 'one more')).toMatchObject({ refusal: { reason: 'tooMany', limit: MAX_OPEN_PER_USER } });
    expect(await ask(BOB, 'mine')).toMatchObject({ outcome: 'accepted' });
    gate.open();
    await bench.jobs.idle();
    expect(await ask(ANN, 'one more')).toMatchObject({ outcome: 'accepted' });
  });

  it('refuses a message again that is handled again, for nobody knows whether its sender was told', async () => {
    await bench.reset({ MAX_QUEUE_SIZE: String(MAX_OPEN_PER_USER) });
    const gate = holdWork();
    await ask(CID, 'at work');
    await atWork();
    for (let index = 0; index < MAX_OPEN_PER_USER; index += 1) await ask(ANN, `note ${index}`);
    const [oneTooMany, oneTooFull] = [bench.note(ANN, 'one more'), bench.note(BOB, 'another')];
    const first = [await bench.main.transcriptions.ask(oneTooMany), await bench.main.transcriptions.ask(oneTooFull)];
    expect(first).toMatchObject([{ refusal: { reason: 'tooMany' } }, { refusal: { reason: 'queueFull' } }]);
    gate.open();
    await bench.jobs.idle();
    const again = [await bench.main.transcriptions.ask(oneTooMany), await bench.main.transcriptions.ask(oneTooFull)];
    expect(again).toEqual(first);
    expect((await bench.states()).filter((state) => state === 'refused')).toHaveLength(2);
  });

  it('waits for who is next although their status message is long in coming, and overtakes nobody', async () => {
    const slow = new Latch();
    bench.chat.before = ({ method, chatId }) => (method === 'sendText' && chatId === ANN ? slow.opened : undefined);
    const first = ask(ANN, 'first');
    await eventually('the first is in line', async () => (await bench.states()).length === 1);
    await ask(BOB, 'second');
    await bench.jobs.idle();
    expect(bench.speech.heard).toEqual([]);
    slow.open();
    await first;
    await bench.jobs.idle();
    expect(bench.speech.heard).toEqual(['first', 'second']);
  });
});

describe('what is refused at once, before anything is fetched', () => {
  it.each([
    ['too long', { durationSeconds: 121 }, { reason: 'tooLong', limitSeconds: 120, actualSeconds: 121 }],
    ['too big', { sizeBytes: 30 << 20 }, { reason: 'tooBig', limitBytes: 20 << 20, actualBytes: 30 << 20 }],
  ])('is %s', async (_, about, refusal) => {
    expect(await bench.main.transcriptions.ask(bench.note(ANN, 'x', about))).toEqual({ outcome: 'refused', refusal });
    expect(bench.chat.openings).toEqual([]);
    expect(await bench.states()).toEqual(['refused']);
  });

  it('is of a kind that no engine takes', async () => {
    bench.speech.objection = 'format';
    const asking = await bench.main.transcriptions.ask(bench.note(ANN, 'x', { kind: 'video_note' }));
    expect(asking).toMatchObject({ refusal: { reason: 'noEngine', error: { reason: 'format' } } });
    const [row] = await bench.sql('SELECT failure FROM usage');
    expect(row).toEqual({ failure: 'transcription.no-engine-suitable.format' });
  });
});

describe('cancelling', () => {
  it('ends the work of a running recording for real', async () => {
    holdWork();
    const requestId = idOf(await ask(ANN, 'long'));
    await atWork();
    expect(await bench.main.transcriptions.cancel(requestId, { actor: chatActor(ANN), isStaff: false })).toEqual({
      outcome: 'cancelled',
    });
    await bench.jobs.idle();
    expect(bench.speech.atWork).toBe(0);
    expect(bench.chat.seenIn(ANN)).toEqual(['✖ Cancelled.']);
    expect(await bench.states()).toEqual(['cancelled']);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`bellhop-voice-${process.pid}-`))).toEqual([]);
  });

  it('comes too late when the text is there', async () => {
    const requestId = idOf(await ask(ANN, 'done'));
    await bench.jobs.idle();
    const by = { actor: chatActor(ANN), isStaff: false };
    expect(await bench.main.transcriptions.cancel(requestId, by)).toEqual({ outcome: 'tooLate' });
    expect(bench.chat.seenIn(ANN)).toEqual(['done']);
  });

  it('is for who asked, and for the staff', async () => {
    holdWork();
    const requestId = idOf(await ask(ANN, 'mine'));
    await atWork();
    const { transcriptions } = bench.main;
    await expect(transcriptions.cancel(requestId, { actor: chatActor(BOB), isStaff: false })).rejects.toThrow(
      RequestNotFound,
    );
    await expect(transcriptions.cancel(999, { actor: chatActor(BOB), isStaff: true })).rejects.toThrow(RequestNotFound);
    expect(await transcriptions.cancel(requestId, { actor: chatActor(BOB), isStaff: true })).toEqual({
      outcome: 'cancelled',
    });
    await bench.jobs.idle();
    expect(await bench.states()).toEqual(['cancelled']);
    expect(await bench.sql('SELECT actor_id, action, target_id FROM audit_entries')).toEqual([
      { actor_id: String(BOB), action: 'transcription.cancel', target_id: String(requestId) },
    ]);
  });
});

describe('the same recording from several people at the same time', () => {
  it('is worked once, and everybody gets the text where they asked, whether they waited or came while it was worked', async () => {
    const gate = holdWork();
    await ask(CID, 'something else');
    await atWork();
    await ask(ANN, 'the same');
    await ask(BOB, 'the same');
    gate.open();
    const second = new Gate();
    bench.speech.during = async (request, text) => (text === 'the same' ? second.pass(request) : undefined);
    await eventually('it is being heard', () => bench.speech.heard.includes('the same'));
    await bench.main.transcriptions.ask(bench.note(CID, 'the same', { chatId: -500 }));
    second.open();
    await bench.jobs.idle();
    expect(bench.speech.heard).toEqual(['something else', 'the same']);
    expect(bench.chat.openings.filter((fileId) => fileId === fileIdOf('the same'))).toHaveLength(1);
    for (const chatId of [ANN, BOB, -500]) expect(bench.chat.seenIn(chatId)).toEqual(['the same']);
  });

  it('goes on for the others when one cancels, and ends when all have', async () => {
    const gate = holdWork();
    const ids = [idOf(await ask(ANN, 'shared'))];
    await atWork();
    ids.push(idOf(await ask(BOB, 'shared')));
    await bench.main.transcriptions.cancel(ids[0] ?? 0, { actor: chatActor(ANN), isStaff: false });
    await eventually('Ann is told', () => bench.chat.seenIn(ANN)[0] === '✖ Cancelled.');
    expect(bench.speech.atWork).toBe(1);
    gate.open();
    await bench.jobs.idle();
    expect(bench.chat.seenIn(BOB)).toEqual(['shared']);
    expect(bench.chat.seenIn(ANN)).toEqual(['✖ Cancelled.']);
    expect(await bench.states()).toEqual(['cancelled', 'finished']);
  });

  it('is worked again for who asks after it was done', async () => {
    await ask(ANN, 'shared');
    await bench.jobs.idle();
    await ask(BOB, 'shared');
    await bench.jobs.idle();
    expect(bench.speech.heard).toEqual(['shared', 'shared']);
  });
});

describe('when something goes wrong', () => {
  it('tries again what may pass, within the same run', async () => {
    let failures = 0;
    bench.speech.during = async () => {
      if (failures++ === 0) throw new EngineFailed('local', 'it crashed');
    };
    await ask(ANN, 'second time lucky');
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual(['second time lucky']);
    expect(bench.chat.openings).toHaveLength(2);
  });

  it('says why there is no text, once, and keeps the reason', async () => {
    bench.speech.during = async () => {
      throw new AudioUnreadable();
    };
    await ask(ANN, 'noise');
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual([expect.stringContaining("can't read this recording")]);
    expect(await bench.sql('SELECT state, failure FROM usage')).toEqual([
      { state: 'failed', failure: 'transcription.audio-unreadable' },
    ]);
  });

  it('names the limit that was set when a recording holds more than it claims', async () => {
    await bench.reset({ MAX_VOICE_DURATION_SECONDS: '90' });
    bench.speech.during = async ({ maxAudioSeconds = 0 }) => {
      throw new AudioTooLong(maxAudioSeconds);
    };
    await ask(ANN, 'endless');
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual([expect.stringContaining('more than 90 seconds')]);
  });

  it('looks once more for the rest of a recording that came incomplete, then says so', async () => {
    bench.speech.during = async () => {
      throw new AudioIncomplete(60, 3);
    };
    await ask(ANN, 'cut');
    await bench.jobs.idle();
    expect(bench.chat.openings).toHaveLength(2);
    expect(bench.chat.seenIn(ANN)).toEqual([expect.stringContaining('Only 3 of 60 seconds')]);
  });

  it('ends work that takes longer than TRANSCRIPTION_TIMEOUT, and says so', async () => {
    await bench.reset({ TRANSCRIPTION_TIMEOUT: '1' });
    holdWork();
    await ask(ANN, 'endless');
    await bench.jobs.idle();
    expect(bench.speech.atWork).toBe(0);
    expect(bench.chat.seenIn(ANN)).toEqual([expect.stringContaining('took too long')]);
    expect(await bench.states()).toEqual(['failed']);
  });

  it('waits out a Telegram that is busy or unwell, and sends the text once', async () => {
    const troubles = [new TelegramRateLimited(0.1), new TelegramTransient('reset'), new TelegramTransient('502')];
    bench.chat.before = ({ method }) => {
      const trouble = method === 'editText' ? troubles.shift() : undefined;
      if (trouble) throw trouble;
    };
    await ask(ANN, 'patience');
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual(['patience']);
    expect(bench.speech.heard).toEqual(['patience']);
  });

  it('says the text in a new message when the status message is gone', async () => {
    const gate = holdWork();
    await ask(ANN, 'still here');
    await atWork();
    await bench.chat.deleteMessage(ANN, bench.chat.messages[0]?.messageId ?? 0);
    gate.open();
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual(['still here']);
  });

  it('leaves who has blocked the bot, and serves the next', async () => {
    const gate = holdWork();
    await ask(ANN, 'unheard');
    await atWork();
    await ask(BOB, 'next');
    bench.chat.before = ({ chatId }) => {
      if (chatId === ANN) throw new ChatUnreachable('blocked');
    };
    gate.open();
    await bench.jobs.idle();
    expect(bench.chat.seenIn(BOB)).toEqual(['next']);
    expect(await bench.states()).toEqual(['failed', 'finished']);
    expect(await bench.sql('SELECT reachability FROM users WHERE id = $1', [ANN])).toEqual([
      { reachability: 'blocked' },
    ]);
  });

  it('takes up requests whose job was lost', async () => {
    bench.jobs.isLost = true;
    await ask(ANN, 'forgotten');
    expect(await bench.main.upkeep.redispatchLost()).toBe(0);
    bench.jobs.isLost = false;
    await bench.sql(`UPDATE usage SET lost_after = now() - interval '1 second'`);
    expect(await bench.main.upkeep.redispatchLost()).toBe(1);
    await bench.jobs.idle();
    expect(bench.chat.seenIn(ANN)).toEqual(['forgotten']);
  });

  it('counts only the runs in which the recording was heard', async () => {
    const slow = new Latch();
    bench.chat.before = ({ method }) => (method === 'openFile' ? slow.opened : undefined);
    await ask(ANN, 'still on its way');
    await eventually('it is being fetched', () => bench.chat.openings.length === 1);
    expect(await bench.sql('SELECT state, attempts FROM usage')).toEqual([{ state: 'downloading', attempts: 0 }]);
    slow.open();
    await bench.jobs.idle();
    expect(await bench.sql('SELECT state, attempts FROM usage')).toEqual([{ state: 'finished', attempts: 1 }]);
  });

  it('tells who asked when the processes die under a recording again and again', async () => {
    bench.jobs.isLost = true;
    await ask(ANN, 'poison');
    await bench.sql('UPDATE usage SET attempts = 10');
    bench.jobs.isLost = false;
    await bench.main.runs.callNext();
    await bench.jobs.idle();
    expect(bench.speech.heard).toEqual([]);
    expect(bench.chat.seenIn(ANN)).toEqual([expect.stringContaining('interrupted')]);
  });
});

describe('progress', () => {
  it('is shown with the bar while it is worked, and learned from', async () => {
    const gate = holdWork();
    await bench.sql(
      `INSERT INTO learned_paces (engine, model, real_time_factor, overhead_ms, measurements) VALUES ('local', 'fake', 2, 100, 3)`,
    );
    await ask(ANN, 'long');
    await atWork();
    await eventually('the bar is shown', () => bench.chat.seenIn(ANN)[0]?.includes('░'));
    expect(bench.chat.seenIn(ANN)[0]).toMatch(/<code>[█░]{20}<\/code> \d+ %\n⏱ \d+ s · about \d+ s left/);
    expect(bench.chat.messages[0]?.buttons.flat()).toHaveLength(1);
    gate.open();
    await bench.jobs.idle();
    const [pace] = await bench.main.statistics.engines(new Date(0));
    expect(pace).toMatchObject({ engine: 'local', model: 'fake', measurements: 4 });
    expect(pace?.realTimeFactor).toBeLessThan(2);
  });
});

describe('the figures', () => {
  it('count requests by day and by engine, and list them without a word of what was said', async () => {
    await ask(ANN, 'first secret');
    await bench.jobs.idle();
    await bench.main.transcriptions.ask(bench.note(BOB, 'second secret', { durationSeconds: 500 }));
    const [from, until] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    expect(await bench.main.statistics.perDay(from, until)).toEqual([
      expect.objectContaining({ requests: 2, finished: 1, refused: 1, audioSeconds: 10, processingMs: 1000 }),
    ]);
    expect(await bench.main.statistics.perEngine(from, until)).toEqual([
      expect.objectContaining({ engine: 'local', model: 'fake', finished: 1, realTimeFactor: 0.1 }),
    ]);
    const page = await bench.main.statistics.list({ page: 1, pageSize: 10 });
    expect(page).toMatchObject({
      total: 2,
      page: 1,
      items: [{ userId: BOB, state: 'refused' }, { state: 'finished' }],
    });
    expect(await bench.main.statistics.list({ page: 1, pageSize: 10, state: 'finished' })).toMatchObject({ total: 1 });
    expect(JSON.stringify(page)).not.toContain('secret');
  });
});
