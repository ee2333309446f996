import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { PostgresServer } from '../../scripts/run/postgres-server';
import { eventually } from '../support/eventually';
import { ffmpegPath, speechFixture, speechModelFolder, spokenClips } from '../support/speech-fixtures';
import { wordErrorRate } from '../support/word-error-rate';
import type { BellhopProcess } from './support/bellhop-process';
import { ANN, BOB, Stage } from './support/stage';
import { endingOf, localSpeech, recordingFolders, sendVoice } from './support/voice';

const modelFolder = speechModelFolder();
const describeWithModel = modelFolder ? describe : describe.skip;

/** Words that are said in the recordings and that nobody else has a reason to write. */
const TELLING_WORDS = ['dashwood', 'americans', 'leisure', 'prudently', 'amiable', 'selfish'];

describeWithModel('voice, with everything that can be sent', () => {
  let database: PostgresServer;
  let stage: Stage;
  let app: BellhopProcess;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bellhop-clips-'));
    database = await PostgresServer.start();
    stage = await Stage.open();
    app = await stage.startApp({ ...localSpeech(modelFolder ?? ''), DATABASE_URL: database.url, LOG_LEVEL: 'trace' });
  });
  afterAll(async () => {
    await stage.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const clip = spokenClips.find(({ file }) => file === 'dashwood-leisure.ogg') ?? spokenClips[0];
  const fetched = async (): Promise<number> => (await stage.people.listCalls({ method: 'file-download' })).length;
  const sendBytes = (bytes: Buffer, durationSeconds: number) =>
    stage.people.sendMedia(ANN, 'voice', { bytes }, { mimeType: 'audio/ogg', durationSeconds });

  it('says at once how long a recording may be and how long it was, before anything is fetched', async () => {
    const before = await fetched();
    const voice = await sendVoice(stage, ANN, 'silence.ogg', 2 * 3600);
    expect((await endingOf(stage, ANN, voice)).text).toContain('is 2 h long; I take up to 2 min');
    expect(await fetched()).toBe(before);
  });

  it('says that nobody speaks, that a file is no recording, and that a recording came incomplete', async () => {
    const silence = await sendVoice(stage, ANN, 'silence.ogg', 4);
    expect((await endingOf(stage, ANN, silence)).text).toContain("can't hear anybody");

    const noise = await sendBytes(Buffer.alloc(20_000, 'not ogg at all '), 5);
    expect((await endingOf(stage, ANN, noise)).text).toContain("can't read this recording");

    const whole = readFileSync(speechFixture('long-note.ogg'));
    const cut = await sendBytes(whole.subarray(0, whole.length / 4), 80);
    expect((await endingOf(stage, ANN, cut)).text).toMatch(/Only \d+ of 80 seconds/);

    const claimed = await sendVoice(stage, ANN, 'silence.ogg', 110);
    expect((await endingOf(stage, ANN, claimed)).text).toMatch(/Only 4 of 110 seconds/);
    await eventually('the recording is gone', () => recordingFolders(stage).length === 0);
  });

  it('writes down in a group what /transcribe points at, and says how it is used otherwise', async () => {
    const { people } = stage;
    const [bot] = await people.listBots();
    const chat = await people.addChat({
      type: 'supergroup',
      title: 'Friends',
      memberIds: [ANN, BOB],
      creatorId: ANN,
      botIds: [bot?.id ?? 0],
    });
    const voice = await sendVoice(stage, ANN, clip?.file ?? '', clip?.seconds ?? 0, { chatId: chat.id });
    const bare = await people.sendText(BOB, '/transcribe', { chatId: chat.id });
    await people.waitForMessage(BOB, 'in reply to it', { since: bare, chatId: chat.id });
    await people.sendText(BOB, '/transcribe', { chatId: chat.id, replyTo: voice.messageId });
    const ending = await endingOf(stage, BOB, voice, { chatId: chat.id });
    expect(wordErrorRate(clip?.text ?? '', ending.text)).toBeLessThanOrEqual(0.15);
  });

  it('stops when the button is tapped, for real', async () => {
    const voice = await sendVoice(stage, BOB, 'long-note.ogg', 80);
    const status = await stage.people.waitForMessage(BOB, 'Got it', { since: voice });
    await stage.people.tapButton(BOB, status.messageId, '✖ Cancel');
    const ending = await endingOf(stage, BOB, voice);
    expect(ending.text).toBe('✖ Cancelled.');
    await eventually('the recording is gone', () => recordingFolders(stage).length === 0);
  });

  (ffmpegPath ? it : it.skip)('hears video messages and audio files', async () => {
    const video = join(folder, 'note.mp4');
    const picture = ['-f', 'lavfi', '-i', 'color=black:s=96x96:r=5'];
    const made = spawnSync(ffmpegPath ?? '', [
      '-v',
      'error',
      ...picture,
      '-i',
      speechFixture(clip?.file ?? ''),
      '-shortest',
      '-c:v',
      'mpeg4',
      '-c:a',
      'aac',
      video,
    ]);
    expect(made.status).toBe(0);
    const note = await stage.people.sendMedia(ANN, 'video_note', { path: video }, { durationSeconds: clip?.seconds });
    expect(wordErrorRate(clip?.text ?? '', (await endingOf(stage, ANN, note)).text)).toBeLessThanOrEqual(0.15);

    const audio = join(folder, 'speech.mp3');
    writeFileSync(audio, '');
    spawnSync(ffmpegPath ?? '', ['-y', '-v', 'error', '-i', speechFixture(clip?.file ?? ''), audio]);
    const about = { durationSeconds: clip?.seconds, mimeType: 'audio/mpeg', fileName: 'speech.mp3' };
    const song = await stage.people.sendMedia(ANN, 'audio', { path: audio }, about);
    expect(wordErrorRate(clip?.text ?? '', (await endingOf(stage, ANN, song)).text)).toBeLessThanOrEqual(0.15);
  });

  it('leaves no word of what was said in any table, queue or line of the log', async () => {
    for (const { file, seconds } of spokenClips) await endingOf(stage, ANN, await sendVoice(stage, ANN, file, seconds));
    const client = new Client(database.target);
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const contents: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ content: string }>(`SELECT t::text AS content FROM ${name} AS t`);
      contents.push(...rows.map(({ content }) => content));
    }
    await client.end();
    // The search is worth nothing unless it finds what must be there.
    expect(contents.some((content) => content.includes('transcription'))).toBe(true);
    expect(tables.some(({ name }) => name.includes('usage'))).toBe(true);
    expect(app.log.length).toBeGreaterThan(20);
    const kept = [...contents, ...app.log].map((text) => text.toLowerCase());
    for (const word of TELLING_WORDS) expect(kept.filter((text) => text.includes(word))).toEqual([]);
  });
});
