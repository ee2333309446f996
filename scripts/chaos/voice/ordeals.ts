import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SeenMessage } from '../../../sandbox/src';
import { LocalEngine } from '../../../src/transcription';
import { eventually } from '../../../test/e2e/support/eventually';
import { ANN, BOB, type Stage } from '../../../test/e2e/support/stage';
import { endingOf, localSpeech, recordingFolders, sendVoice } from '../../../test/e2e/support/voice';
import { countEndings, type Endings, killWhileTheyWait, recogniserPids } from '../../../test/e2e/support/voice-faults';
import { type Misbehaviour, startOpenAiEndpoint } from '../../../test/support/openai-endpoint';
import { localEngineConfig, speechFixture } from '../../../test/support/speech-fixtures';

/** A note that says "Dashwood", by which texts are told from excuses. */
const NOTE = { file: 'dashwood-leisure.ogg', seconds: 7 };
const FIRST_PERSON = 7_000;
const TWO_HOURS = 7_200;
/** Long enough for a second ending to come, if one does. */
const SETTLE_MS = 1_500;

/** One kind of fault, and what the people it met were told. */
export interface Ordeal extends Endings {
  readonly name: string;
  readonly foldersLeft: number;
  readonly appIsRunning: boolean;
}

interface Sent {
  readonly person: number;
  readonly voice: SeenMessage;
}

/** Recordings that are none, or not what they claim, with good ones among them. */
export async function oddRecordings(stage: Stage, modelFolder: string): Promise<Ordeal> {
  const app = await stage.startApp({
    ...localSpeech(modelFolder),
    MAX_VOICE_DURATION_SECONDS: String(TWO_HOURS),
    TRANSCRIPTION_TIMEOUT: '60',
  });
  const long = readFileSync(speechFixture('long-note.ogg'));
  const recordings: [bytes: Buffer, claimedSeconds: number][] = [
    [long.subarray(0, long.length / 4), 80],
    [readFileSync(speechFixture(NOTE.file)), NOTE.seconds],
    [long.subarray(0, 60), 5],
    [Buffer.alloc(20_000, 'not ogg at all '), 5],
    [readFileSync(speechFixture('silence.ogg')), 4],
    [readFileSync(speechFixture('dashwood-selfish.ogg')), TWO_HOURS],
    [readFileSync(speechFixture(NOTE.file)), NOTE.seconds],
  ];
  await addPeople(stage, recordings.length);
  const sent = await Promise.all(
    recordings.map(async ([bytes, durationSeconds], index) => {
      const person = FIRST_PERSON + index;
      const about = { mimeType: 'audio/ogg', durationSeconds };
      return { person, voice: await stage.people.sendMedia(person, 'voice', { bytes }, about) };
    }),
  );
  return { name: 'odd recordings', ...(await outcome(stage, sent)), appIsRunning: app.isRunning };
}

/** A speech server that is busy, broken, cut off, hanging or talking nonsense, each for one recording. */
export async function moodyServer(stage: Stage, modelFolder: string): Promise<Ordeal> {
  const engine = new LocalEngine(localEngineConfig(modelFolder));
  const endpoint = await startOpenAiEndpoint(engine);
  const moods: Misbehaviour[] = [
    { kind: 'answer', status: 429, headers: { 'retry-after': '1' } },
    { kind: 'answer', status: 500, body: 'oops' },
    { kind: 'answer', status: 200, body: '<html>' },
    { kind: 'answer', status: 400, body: '{"error":{"code":"invalid_file"}}' },
    { kind: 'cut-off' },
    { kind: 'hang' },
  ];
  try {
    const app = await stage.startApp({
      TRANSCRIPTION_ENGINE: 'openai',
      OPENAI_BASE_URL: endpoint.baseUrl,
      TRANSCRIPTION_TIMEOUT: '15',
    });
    await addPeople(stage, moods.length);
    const sent: Sent[] = [];
    for (const [index, mood] of moods.entries()) {
      endpoint.misbehave(mood);
      const person = FIRST_PERSON + index;
      const voice = await sendVoice(stage, person, NOTE.file, NOTE.seconds);
      sent.push({ person, voice });
      await endingOf(stage, person, voice, { timeoutMs: 60_000 });
    }
    return { name: 'a moody speech server', ...(await outcome(stage, sent)), appIsRunning: app.isRunning };
  } finally {
    await endpoint.close();
    await engine.close();
  }
}

/** A model of which one file is damaged. */
export async function damagedModel(stage: Stage, modelFolder: string): Promise<Ordeal> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-damaged-model-'));
  try {
    cpSync(modelFolder, folder, { recursive: true });
    writeFileSync(join(folder, 'encoder.onnx'), 'damaged');
    const app = await stage.startApp({ ...localSpeech(folder), TRANSCRIPTION_TIMEOUT: '20' });
    const sent = await Promise.all(
      [ANN, BOB].map(async (person) => ({ person, voice: await sendVoice(stage, person, NOTE.file, NOTE.seconds) })),
    );
    return { name: 'a damaged model', ...(await outcome(stage, sent)), appIsRunning: app.isRunning };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The recogniser is killed somewhere in the middle of each of `count` long notes. */
export async function killedRecognisers(stage: Stage, modelFolder: string, count: number): Promise<Ordeal> {
  const app = await stage.startApp(localSpeech(modelFolder));
  const sent: Sent[] = [];
  for (let index = 0; index < count; index += 1) {
    const voice = await sendVoice(stage, ANN, 'long-note.ogg', 80);
    sent.push({ person: ANN, voice });
    const [pid = -1] = await eventually(() => {
      const pids = recogniserPids(app);
      return recordingFolders(stage).length > 0 && pids.length > 0 ? pids : undefined;
    });
    await pause(Math.random() * 1_500);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It had finished already and been replaced, or the note was done.
    }
    await endingOf(stage, ANN, voice, { timeoutMs: 90_000 });
    console.log(`  recogniser killed ${index + 1} of ${count} times`);
  }
  const name = `the recogniser killed ${count} times`;
  return { name, ...(await outcome(stage, sent)), appIsRunning: app.isRunning };
}

/** The application is killed at random moments while people wait. */
export async function killedApplication(
  stage: Stage,
  modelFolder: string,
  options: { kills: number; waiting: number; meanMs: number },
): Promise<Ordeal> {
  const { kills, ...endings } = await killWhileTheyWait(stage, localSpeech(modelFolder), {
    ...options,
    ...NOTE,
    onKill: (done, { people, texts, withoutEnding }) =>
      console.log(
        `  killed ${done} of ${options.kills} times: ${people} notes, ${texts} texts, ${withoutEnding} waiting`,
      ),
  });
  return { name: `the application killed ${kills} times`, ...endings, appIsRunning: true };
}

async function addPeople(stage: Stage, count: number): Promise<void> {
  await stage.people.addPeople({ count, firstId: FIRST_PERSON, started: true, languageCode: 'en' });
}

async function outcome(stage: Stage, sent: readonly Sent[]): Promise<Endings & { foldersLeft: number }> {
  await Promise.all(sent.map(({ person, voice }) => endingOf(stage, person, voice, { timeoutMs: 120_000 })));
  await pause(SETTLE_MS);
  return { ...(await countEndings(stage, sent)), foldersLeft: recordingFolders(stage).length };
}
