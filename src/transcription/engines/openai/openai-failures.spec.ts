import { EngineMisconfigured, EngineRateLimited } from '../../transcription.errors';
import { toEngineError } from './openai-failures';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const limited = (retryAfter?: string): EngineRateLimited =>
  toEngineError('openai', { status: 429, headers: { 'retry-after': retryAfter }, body: '' }, NOW) as EngineRateLimited;

describe('toEngineError', () => {
  it.each([
    ['12', 12],
    ['0', 1],
    ['0.5', 1],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 1],
    ['999999', 3600],
    ['soon', 20],
    [undefined, 20],
  ])('reads a Retry-After of %s as %i seconds', (value, seconds) => {
    expect(limited(value)).toBeInstanceOf(EngineRateLimited);
    expect(limited(value).retryAfterSeconds).toBe(seconds);
  });

  it('knows that waiting does not fill an empty account', () => {
    const body = '{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}';
    expect(toEngineError('openai', { status: 429, headers: {}, body }, NOW)).toBeInstanceOf(EngineMisconfigured);
  });

  it('keeps a code that is a word, and nothing that could be a sentence', () => {
    const error = (code: string): unknown =>
      toEngineError('openai', { status: 400, headers: {}, body: JSON.stringify({ error: { code } }) }, NOW);
    expect(error('audio_too_short')).toMatchObject({ reason: 'audio_too_short' });
    expect(error('You said: meet me at noon')).toMatchObject({ reason: null });
  });
});
