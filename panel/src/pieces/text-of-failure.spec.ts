import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from '../i18n/en/transcription.json';
import { textOfFailure } from './text-of-failure';

const ROOM = join(__dirname, '../../../src/transcription');
const ADDRESS = 'resources.transcription.';
/** Codes of requests that the list of requests never shows as a failure. */
const ELSEWHERE = ['transcription.request-not-found'];

const textAt = (address: string): unknown =>
  address
    .slice(ADDRESS.length)
    .split('.')
    .reduce<unknown>((texts, name) => (texts as Record<string, unknown> | undefined)?.[name], en);

/** The strings in what `pattern` finds first. */
function stringsIn(file: string, pattern: RegExp): string[] {
  const [found = ''] = pattern.exec(readFileSync(join(ROOM, file), 'utf8')) ?? [];
  return [...found.matchAll(/'([\w.-]+)'/g)].map(([, name]) => name ?? '');
}

describe('the reasons why a recording did not become text', () => {
  const errors = readFileSync(join(ROOM, 'transcription.errors.ts'), 'utf8');
  const codes = [...errors.matchAll(/code: '([\w.-]+)'/g)].map(([, code]) => code ?? '');
  const unsuitable = stringsIn('transcription.errors.ts', /type NoEngineReason =[^;]+;/);
  const refusals = [
    ...readFileSync(join(ROOM, 'transcription.service.ts'), 'utf8').matchAll(/\| \{ reason: '(\w+)'; limit/g),
  ].map(([, reason]) => reason ?? '');

  it('all have words in the panel', () => {
    expect([codes.length, unsuitable.length, refusals.length]).toEqual([expect.any(Number), 5, 4]);
    expect(codes.length).toBeGreaterThan(14);
    const all = [
      ...codes.filter((code) => !ELSEWHERE.includes(code)),
      ...unsuitable.map((reason) => `transcription.no-engine-suitable.${reason}`),
      ...refusals.map((reason) => `transcription.refused.${reason}`),
      'unexpected',
    ];
    expect(all.filter((code) => typeof textAt(textOfFailure(code)) !== 'string')).toEqual([]);
  });

  it('are shown as they are where there are none', () => {
    expect(textAt(textOfFailure('telegram.something-new'))).toBeUndefined();
  });
});
