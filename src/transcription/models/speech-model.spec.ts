import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineMisconfigured } from '../transcription.errors';
import { recognizerConfig } from '../engines/local/recognizer-config';
import { findModelFolder, readSpeechModel } from './speech-model';

const file = (path: string) => ({ path, sha256: 'a'.repeat(64) });
const whisper = {
  name: 'whisper-small',
  type: 'whisper',
  languages: ['uz', 'ru'],
  files: { encoder: file('e.onnx'), decoder: file('d.onnx'), tokens: file('t.txt'), vad: file('v.onnx') },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellhop-manifest-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const describeFolder = (manifest: unknown): void =>
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));

describe('readSpeechModel', () => {
  it('takes other models by their manifest, files found inside the folder', () => {
    describeFolder(whisper);
    const model = readSpeechModel(folder);
    expect(model).toMatchObject({ name: 'whisper-small', languages: ['uz', 'ru'], selfCheck: null });
    expect(recognizerConfig(model, 2).modelConfig).toMatchObject({
      whisper: { encoder: join(folder, 'e.onnx'), decoder: join(folder, 'd.onnx'), language: '', task: 'transcribe' },
      tokens: join(folder, 't.txt'),
      numThreads: 2,
    });
  });

  it.each([
    ['an unknown type', { ...whisper, type: 'parrot' }],
    ['a missing file', { ...whisper, files: { ...whisper.files, decoder: undefined } }],
    ['a file outside of the folder', { ...whisper, files: { ...whisper.files, vad: file('../v.onnx') } }],
    ['an absolute path', { ...whisper, files: { ...whisper.files, vad: file('/etc/passwd') } }],
    ['a hash that is none', { ...whisper, files: { ...whisper.files, vad: { path: 'v', sha256: 'x' } } }],
    ['no language', { ...whisper, languages: [] }],
  ])('refuses %s', (_, manifest) => {
    describeFolder(manifest);
    expect(() => readSpeechModel(folder)).toThrow(EngineMisconfigured);
  });
});

describe('findModelFolder', () => {
  it('prefers the better of the models that were fetched', () => {
    expect(findModelFolder(folder)).toBeNull();
    for (const name of ['moonshine-tiny', 'moonshine-base']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'manifest.json'), '{}');
      expect(findModelFolder(folder)).toBe(join(folder, name));
    }
  });
});
