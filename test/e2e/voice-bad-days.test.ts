import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOpenAiEndpoint } from '../support/openai-endpoint';
import { speechModelFolder, spokenClips } from '../support/speech-fixtures';
import { wordErrorRate } from '../support/word-error-rate';
import { eventually } from './support/eventually';
import { ANN, BOB, Stage } from './support/stage';
import { endingOf, localSpeech, recordingFolders, sendVoice } from './support/voice';
import { killWhileTheyWait, recogniserPids } from './support/voice-faults';

const modelFolder = speechModelFolder() ?? '';
const describeWithModel = modelFolder ? describe : describe.skip;

describeWithModel('voice on bad days', () => {
  const clip = spokenClips.find(({ file }) => file === 'dashwood-leisure.ogg') ?? spokenClips[0];
  const { file = '', text: said = '', seconds = 0 } = clip ?? {};
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  it('a recogniser that is killed in the middle costs nobody their text', async () => {
    const app = await stage.startApp(localSpeech(modelFolder));
    const voice = await sendVoice(stage, ANN, 'long-note.ogg', 80);
    const [pid = -1] = await eventually(() => {
      const pids = recogniserPids(app);
      return recordingFolders(stage).length > 0 && pids.length > 0 ? pids : undefined;
    });
    process.kill(pid, 'SIGKILL');
    const { text } = await endingOf(stage, ANN, voice, { timeoutMs: 90_000 });
    expect(text.toLowerCase()).toContain('dashwood');
    expect(recordingFolders(stage)).toEqual([]);
  });

  it('damaged model files stop nothing but voice, which says that it can not just now', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-damaged-model-'));
    try {
      cpSync(modelFolder, folder, { recursive: true });
      for (const name of ['encoder_model.onnx', 'encoder.onnx']) {
        writeFileSync(join(folder, name), 'damaged');
      }
      const app = await stage.startApp({ ...localSpeech(folder), TRANSCRIPTION_TIMEOUT: '20' });
      const voice = await sendVoice(stage, ANN, file, seconds);
      expect((await endingOf(stage, ANN, voice)).text).toContain("can't turn speech into text just now");
      const search = await stage.people.sendText(BOB, '/search anything');
      await stage.people.waitForMessage(BOB, 'anything', { since: search });
      expect(app.isRunning).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('a server that is busy, broken, cut off or hanging is asked again within the time there is, and then it is said', async () => {
    // It says what it is to hear: recognising takes as long as the machine is slow, and the time is short here.
    const endpoint = await startOpenAiEndpoint(null);
    const text = {
      text: said,
      duration: seconds,
      language: 'english',
      segments: [{ start: 0, end: seconds, text: said }],
    };
    try {
      await stage.startApp({
        TRANSCRIPTION_ENGINE: 'openai',
        OPENAI_BASE_URL: endpoint.baseUrl,
        TRANSCRIPTION_TIMEOUT: '15',
      });
      endpoint.misbehave(
        { kind: 'answer', status: 429, headers: { 'retry-after': '1' } },
        { kind: 'answer', status: 500, body: 'oops' },
        { kind: 'cut-off' },
        {
          kind: 'answer',
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(text),
        },
      );
      const lucky = await sendVoice(stage, ANN, file, seconds);
      expect(wordErrorRate(said, (await endingOf(stage, ANN, lucky)).text)).toBeLessThanOrEqual(0.15);
      endpoint.misbehave({ kind: 'hang' });
      const hanging = await sendVoice(stage, BOB, file, seconds);
      expect((await endingOf(stage, BOB, hanging, { timeoutMs: 60_000 })).text).toContain('took too long');
      await eventually(() => endpoint.openRequests() === 0);
    } finally {
      await endpoint.close();
    }
  });

  it('kill -9 at random moments with people waiting: each is told once, and nothing is left on disk', async () => {
    const seen = await killWhileTheyWait(stage, localSpeech(modelFolder), {
      kills: 3,
      waiting: 4,
      meanMs: 1_000,
      file,
      seconds,
    });
    expect(seen).toMatchObject({ withoutEnding: 0, withSeveral: 0, foldersLeft: 0, excuses: [] });
  }, 300_000);
});
