import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type ModelFile, type SpeechModel } from '../../models/speech-model';
import { type SpeechRecognizer } from './speech-recognizer';

/** Half of the words is far below what any working model reaches and far above what a broken one does. */
const WORDS_TO_HEAR = 0.5;

/** Throws when a file is missing or is not what the manifest says: sherpa itself would answer "" without an error. */
export async function verifyModelFiles(model: SpeechModel): Promise<void> {
  const files = [...Object.values(model.files), ...(model.selfCheck ? [model.selfCheck.audio] : [])];
  for (const file of files) await verifyFile(file);
}

async function verifyFile(file: ModelFile): Promise<void> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file.path), hash);
  } catch {
    throw new Error(`${file.path} is missing or can't be read`);
  }
  if (hash.digest('hex') !== file.sha256) throw new Error(`${file.path} is damaged: its SHA-256 is not the manifest's`);
}

/** Throws when the loaded model can't understand the clip that came with it. */
export async function hearSelfCheck(recognizer: SpeechRecognizer, selfCheck: SpeechModel['selfCheck']): Promise<void> {
  if (!selfCheck) return;
  const job = { path: selfCheck.audio.path, durationSeconds: null, maxAudioSeconds: null };
  const { segments } = await recognizer.transcribe(job, () => undefined);
  const heard = new Set(wordsOf(segments.map((segment) => segment.text).join(' ')));
  const expected = wordsOf(selfCheck.text);
  const recognised = expected.filter((word) => heard.has(word)).length;
  if (recognised < expected.length * WORDS_TO_HEAR) {
    throw new Error(`it heard ${recognised} of the ${expected.length} words of the clip it is checked with`);
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
