import { LocalEngine } from '../../src/transcription';
import { type OpenAiEndpoint, startOpenAiEndpoint } from '../support/openai-endpoint';
import { localEngineConfig, speechModelFolder, spokenClips } from '../support/speech-fixtures';
import { wordErrorRate } from '../support/word-error-rate';
import { ANN, Stage } from './support/stage';
import { endingOf, localSpeech, recordingFolders, sendVoice } from './support/voice';

const modelFolder = speechModelFolder();
const describeWithModel = modelFolder ? describe : describe.skip;

/** How wrong a text may be. Share of the words that were said. */
const MOST_WRONG = 0.15;

describeWithModel('a voice note becomes text', () => {
  const folder = modelFolder ?? '';
  let stage: Stage;
  let engine: LocalEngine | undefined;
  let endpoint: OpenAiEndpoint | undefined;

  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(async () => {
    await stage.close();
    await endpoint?.close();
    await engine?.close();
  });

  const transcribeAll = async (environment: Record<string, string>): Promise<Record<string, number>> => {
    await stage.startApp(environment);
    const rates: Record<string, number> = {};
    for (const { file, text, seconds } of spokenClips) {
      const voice = await sendVoice(stage, ANN, file, seconds);
      const { text: heard } = await endingOf(stage, ANN, voice);
      rates[file] = wordErrorRate(text, heard);
    }
    return rates;
  };

  it('on this machine, with at most 15 % of the words wrong in each', async () => {
    const rates = await transcribeAll(localSpeech(folder));
    expect(Object.keys(rates)).toHaveLength(spokenClips.length);
    for (const rate of Object.values(rates)) expect(rate).toBeLessThanOrEqual(MOST_WRONG);
    expect(recordingFolders(stage)).toEqual([]);
  });

  it('on a server with OpenAI’s transcription API, as well', async () => {
    engine = new LocalEngine(localEngineConfig(folder));
    endpoint = await startOpenAiEndpoint(engine);
    const rates = await transcribeAll({ TRANSCRIPTION_ENGINE: 'openai', OPENAI_BASE_URL: endpoint.baseUrl });
    expect(endpoint.uploads).toHaveLength(spokenClips.length);
    for (const rate of Object.values(rates)) expect(rate).toBeLessThanOrEqual(MOST_WRONG);
  });
});
