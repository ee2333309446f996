import type { OfflineModelConfig, OfflineRecognizerConfig } from 'sherpa-onnx-node';
import { type SpeechModel } from '../../models/speech-model';

/** What every model here was trained on, and so what recordings are decoded to. Hertz. */
export const SAMPLE_RATE = 16_000;

/** How sherpa is told to load a model. Its own examples are the only source for which file goes by which name. */
export function recognizerConfig(model: SpeechModel, threads: number): OfflineRecognizerConfig {
  return {
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: {
      ...networkConfig(model),
      tokens: pathOf(model, 'tokens'),
      numThreads: threads,
      provider: 'cpu',
      debug: 0,
    },
  };
}

function networkConfig(model: SpeechModel): Partial<OfflineModelConfig> {
  const file = (role: string): string => pathOf(model, role);
  switch (model.type) {
    case 'moonshine':
      // `mergedDecoder` is what selects the loader for the two-file form of the model.
      return { moonshine: { encoder: file('encoder'), mergedDecoder: file('decoder') } };
    case 'whisper': {
      // An empty language lets Whisper find out by itself.
      const language = model.languages !== 'any' && model.languages.length === 1 ? (model.languages[0] ?? '') : '';
      return { whisper: { encoder: file('encoder'), decoder: file('decoder'), language, task: 'transcribe' } };
    }
    case 'transducer':
      return { transducer: { encoder: file('encoder'), decoder: file('decoder'), joiner: file('joiner') } };
    case 'nemo-ctc':
      return { nemoCtc: { model: file('model') } };
  }
}

function pathOf(model: SpeechModel, role: string): string {
  const file = model.files[role];
  if (!file) throw new Error(`the model has no file for "${role}"`);
  return file.path;
}
