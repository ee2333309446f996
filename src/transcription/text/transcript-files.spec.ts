import { renderSrt, renderTxt } from './transcript-files';

const segments = [
  { start: 0.25, end: 2, text: 'Good morning.' },
  { start: 3661.5, end: 3665.0004, text: 'An hour later.' },
];

describe('renderTxt', () => {
  it('puts each segment on a line, or the text alone when there are none', () => {
    expect(renderTxt({ text: 'ignored', segments })).toBe('Good morning.\nAn hour later.\n');
    expect(renderTxt({ text: 'All of it.', segments: [] })).toBe('All of it.\n');
  });
});

describe('renderSrt', () => {
  it('numbers the cues and writes their times', () => {
    expect(renderSrt(segments)).toBe(
      '1\n00:00:00,250 --> 00:00:02,000\nGood morning.\n\n2\n01:01:01,500 --> 01:01:05,000\nAn hour later.\n',
    );
  });

  it('shares a long segment out over cues that can be read, without a gap and without losing a word', () => {
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const cues = renderSrt([{ start: 10, end: 30, text }])
      .trim()
      .split('\n\n');
    const times = cues.map((cue) => cue.split('\n')[1]!.split(' --> '));
    const texts = cues.map((cue) => cue.split('\n')[2]!);
    expect(cues.length).toBeGreaterThan(3);
    expect(texts.join(' ')).toBe(text);
    for (const cue of texts) expect(cue.length).toBeLessThanOrEqual(84);
    expect(times[0]![0]).toBe('00:00:10,000');
    expect(times.at(-1)![1]).toBe('00:00:30,000');
    times.slice(1).forEach(([from], index) => expect(from).toBe(times[index]![1]));
  });
});
