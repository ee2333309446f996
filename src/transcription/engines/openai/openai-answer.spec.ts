import { parseAnswer } from './openai-answer';

const parse = (answer: unknown) => parseAnswer(JSON.stringify(answer));
const segment = (text: string, extra = {}) => ({ start: 0, end: 2, text, ...extra });

describe('parseAnswer', () => {
  it('reads plain and verbose answers alike', () => {
    expect(parse({ text: ' Hello. ' })).toEqual({
      text: 'Hello.',
      segments: [],
      language: null,
      durationSeconds: null,
    });
    expect(parse({ text: ' Hello.', language: 'en', duration: '2.5', segments: [segment(' Hello.')] })).toEqual({
      text: 'Hello.',
      segments: [{ start: 0, end: 2, text: 'Hello.' }],
      language: 'en',
      durationSeconds: 2.5,
    });
  });

  it.each([
    ['english', 'en'],
    ['Russian', 'ru'],
    ['uzbek', 'uz'],
    ['uz', 'uz'],
    ['klingonese', null],
  ])('knows the language %s as %s', (language, code) => {
    expect(parse({ text: 'x', language })?.language).toBe(code);
  });

  it('does not pass on what the model invents over silence', () => {
    const invented = segment('Thank you.', { no_speech_prob: 0.9, avg_logprob: -1.4 });
    expect(parse({ text: 'Thank you.', segments: [invented] })).toMatchObject({ text: '', segments: [] });
    const sure = segment('Thank you.', { no_speech_prob: 0.9, avg_logprob: -0.2 });
    expect(parse({ text: 'Thank you.', segments: [sure] })).toMatchObject({ text: 'Thank you.' });
  });

  it('refuses what is no transcript', () => {
    expect(parseAnswer('oops')).toBeNull();
    expect(parse({ message: 'ok' })).toBeNull();
  });
});
