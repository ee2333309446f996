import { chooseEngines, type EngineCandidate, type Recording } from './engine-choice';

const base = {
  timestamps: 'segments',
  encodings: ['audio/ogg'],
  maxAudioSeconds: null,
  maxAudioBytes: null,
  reportsProgress: false,
} as const;
const candidate = (
  id: string,
  changes: Partial<EngineCandidate['capabilities']> = {},
  isPaused = false,
): EngineCandidate => ({
  id,
  isPaused,
  capabilities: { ...base, languages: 'any', ...changes },
});

const english = candidate('english', { languages: ['en'] });
const polyglot = candidate('polyglot');
const videoToo = candidate('video', { encodings: ['audio/ogg', 'video/mp4'] });
const brief = candidate('brief', { maxAudioSeconds: 60 });
const small = candidate('small', { maxAudioBytes: 1_000 });
const paused = candidate('paused', {}, true);
const voice: Recording = { mimeType: 'audio/ogg', durationSeconds: 30, sizeBytes: 500 };

describe('chooseEngines', () => {
  it.each<[string, EngineCandidate[], Recording, string[]]>([
    [
      'the preferred engine first when the language is known to it',
      [english, polyglot],
      { ...voice, language: 'en' },
      ['english', 'polyglot'],
    ],
    ['only those that know the language', [english, polyglot], { ...voice, language: 'uz' }, ['polyglot']],
    ['engines for any language first when it is unknown', [english, polyglot], voice, ['polyglot', 'english']],
    ['an engine for one language when there is no other', [english], voice, ['english']],
    ['only those that take the format', [polyglot, videoToo], { ...voice, mimeType: 'video/mp4' }, ['video']],
    [
      'a mime type with parameters as the bare one',
      [polyglot],
      { ...voice, mimeType: 'Audio/OGG; codecs=opus' },
      ['polyglot'],
    ],
    ['only those that take the length', [brief, polyglot], { ...voice, durationSeconds: 61 }, ['polyglot']],
    ['an engine with a limit for what is exactly at it', [brief], { ...voice, durationSeconds: 60 }, ['brief']],
    ['an engine with a limit when the length is unknown', [brief], { ...voice, durationSeconds: null }, ['brief']],
    ['only those that take the size', [small, polyglot], { ...voice, sizeBytes: 1_001 }, ['polyglot']],
    ['a paused engine last', [paused, polyglot], voice, ['polyglot', 'paused']],
    ['a guess before a pause', [paused, english], voice, ['english', 'paused']],
  ])('takes %s', (_, candidates, recording, ids) => {
    expect(chooseEngines(candidates, recording)).toEqual({ kind: 'engines', ids });
  });

  it.each<[string, EngineCandidate[], Recording]>([
    ['none-configured', [], voice],
    ['language', [english], { ...voice, language: 'ru' }],
    ['format', [polyglot], { ...voice, mimeType: 'video/mp4' }],
    ['length', [brief], { ...voice, durationSeconds: 61 }],
    ['size', [small], { ...voice, sizeBytes: 1_001 }],
    ['size', [english, small], { ...voice, sizeBytes: 1_001, language: 'ru' }],
  ])('says that it is the %s when nobody can', (reason, candidates, recording) => {
    expect(chooseEngines(candidates, recording)).toEqual({ kind: 'none', reason });
  });
});
