import type { MediaFile, MediaKind } from '../../media';

const KIND_SIGNS: Record<MediaKind, string> = { document: '📄', audio: '🎵', video: '🎬', photo: '🖼' };

/** Arabic, Hebrew and the other scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Also direction marks and overrides that somebody may have typed: they would turn the rest of the line around. */
const DIRECTION_CONTROLS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

export const kindSign = (kind: MediaKind): string => KIND_SIGNS[kind];

/** Cuts at whole characters (an emoji stays whole) and marks the cut with `…`. */
export function shorten(text: string, maxCharacters: number): string {
  const characters = [...new Intl.Segmenter().segment(text.slice(0, maxCharacters * 16))];
  if (characters.length <= maxCharacters && text.length <= maxCharacters * 16) return text;
  return `${characters
    .slice(0, maxCharacters - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`;
}

/** What people typed, on one line, unable to turn the text around it into another direction. */
export function inline(text: string, maxCharacters: number): string {
  const line = shorten(text.replace(DIRECTION_CONTROLS, '').replace(/\s+/g, ' ').trim(), maxCharacters);
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}

/** A title in a list, where the suffix that every title carries would only repeat itself. */
export function listTitle(file: Pick<MediaFile, 'title'>, botName: string, maxCharacters: number): string {
  const suffix = ` - ${botName}`;
  const title = file.title.endsWith(suffix) ? file.title.slice(0, -suffix.length) : file.title;
  return inline(title, maxCharacters);
}
