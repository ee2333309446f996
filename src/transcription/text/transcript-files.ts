import { type TranscriptSegment } from '../transcription-engine';

/** What fits on a screen and can be read in passing: two lines of 42 characters, a common rule for subtitles. */
const LONGEST_CUE = 84;

/** The text as a file for reading: one segment a line where there are segments. */
export function renderTxt(transcript: { text: string; segments: readonly TranscriptSegment[] }): string {
  const lines = transcript.segments.length > 0 ? transcript.segments.map((segment) => segment.text) : [transcript.text];
  return `${lines.join('\n')}\n`;
}

/**
 * Subtitles in SubRip form. A long segment becomes several cues; its time is shared out by the length of their text,
 * since engines tell only where the whole begins and ends.
 */
export function renderSrt(segments: readonly TranscriptSegment[]): string {
  return segments
    .flatMap(toCues)
    .map((cue, index) => `${index + 1}\n${timestamp(cue.start)} --> ${timestamp(cue.end)}\n${cue.text}\n`)
    .join('\n');
}

function toCues({ start, end, text }: TranscriptSegment): TranscriptSegment[] {
  const parts = cutIntoParts(text);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  let position = 0;
  return parts.map((part) => {
    const from = start + ((end - start) * position) / length;
    position += part.length;
    return { start: from, end: start + ((end - start) * position) / length, text: part };
  });
}

/** As few parts as possible, of about the same length, cut between words. */
function cutIntoParts(text: string): string[] {
  const aimed = text.length / Math.ceil(text.length / LONGEST_CUE);
  const parts: string[] = [];
  for (const word of text.split(/\s+/).filter((entry) => entry !== '')) {
    const last = parts.at(-1);
    if (last === undefined || last.length >= aimed || last.length + 1 + word.length > LONGEST_CUE) parts.push(word);
    else parts[parts.length - 1] = `${last} ${word}`;
  }
  return parts;
}

function timestamp(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  const [hours, minutes, rest] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(rest, 2)},${pad(ms % 1000, 3)}`;
}
