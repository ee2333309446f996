import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineMisconfigured } from '../transcription.errors';
import { modelManifestSchema, type ModelManifest } from './model-manifest';

/** Folders that `npm run speech:model` makes, the better one first: who fetched it wants it. */
const INSTALLED_BY_SCRIPT = ['moonshine-base', 'moonshine-tiny'];

/** One file of a model: where it is and what it must hash to. Checked by whoever loads it. */
export interface ModelFile {
  readonly path: string;
  readonly sha256: string;
}

/** A model folder whose manifest was read; its files are still unverified. */
export interface SpeechModel {
  readonly name: string;
  readonly type: ModelManifest['type'];
  readonly languages: readonly string[] | 'any';
  /** By role (`encoder`, `decoder`, `tokens`, `vad`, …), with absolute paths. */
  readonly files: Readonly<Record<string, ModelFile>>;
  readonly selfCheck: { readonly audio: ModelFile; readonly text: string } | null;
}

/** The model folder to use below `modelDir`, or `null` when none was fetched yet. */
export function findModelFolder(modelDir: string): string | null {
  const folders = INSTALLED_BY_SCRIPT.map((name) => join(modelDir, name));
  return folders.find((folder) => existsSync(join(folder, 'manifest.json'))) ?? null;
}

/** Reads the manifest of a model folder. Throws `EngineMisconfigured` that says what is wrong with it. */
export function readSpeechModel(folder: string): SpeechModel {
  const manifest = parseManifest(join(folder, 'manifest.json'));
  const locate = (file: ModelFile): ModelFile => ({ path: join(folder, file.path), sha256: file.sha256 });
  const roles = Object.entries(manifest.files) as [string, ModelFile][];
  return {
    name: manifest.name,
    type: manifest.type,
    languages: manifest.languages,
    files: Object.fromEntries(roles.map(([role, file]) => [role, locate(file)])),
    selfCheck: manifest.selfCheck ? { audio: locate(manifest.selfCheck.audio), text: manifest.selfCheck.text } : null,
  };
}

function parseManifest(path: string): ModelManifest {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const detail = `the speech model's ${path} can't be read; fetch the model again with "npm run speech:model -- tiny"`;
    throw new EngineMisconfigured('local', detail, error);
  }
  const parsed = modelManifestSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new EngineMisconfigured('local', `${path} does not describe a speech model: ${problems}`);
}
