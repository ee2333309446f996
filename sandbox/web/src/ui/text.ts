const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first so many characters as people count them: an emoji of several code points is one. */
export function firstGraphemes(text: string, count: number): string {
  let result = '';
  for (const { segment } of graphemes.segment(text)) {
    if (count-- <= 0) break;
    result += segment;
  }
  return result;
}

const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?|\p{Regional_Indicator}{2})/u;

/** Whether the text is one to three emoji and nothing else; such messages are shown large. */
export function isFewEmoji(text: string): boolean {
  if (text.length === 0 || text.length > 40) return false;
  const parts = [...graphemes.segment(text)].map(({ segment }) => segment);
  return parts.length <= 3 && parts.every((part) => EMOJI.test(part));
}

export function fullName(person: { firstName: string; lastName?: string }): string {
  return person.lastName ? `${person.firstName} ${person.lastName}` : person.firstName;
}

/** What a line has room for of a message: its words, or what it brings along. */
export function shortWords(text: string, media: string | undefined): string {
  if (text !== '') return text;
  const words = (media ?? 'message').replace('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Bytes in human words: `3.4 MB`. */
export function formatSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Seconds as `1:05` or `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const calendar = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' });
const calendarWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const complete = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Unix seconds as a time of day. */
export function formatTime(unixSeconds: number): string {
  return clock.format(unixSeconds * 1000);
}

/** Unix seconds as date and time, to the second. */
export function formatMoment(unixSeconds: number): string {
  return complete.format(unixSeconds * 1000);
}

/** Unix seconds as `Today`, `Yesterday` or a date. */
export function formatDay(unixSeconds: number, now = new Date()): string {
  const date = new Date(unixSeconds * 1000);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const daysAgo = Math.ceil((midnight.getTime() - date.getTime()) / 86_400_000);
  if (daysAgo <= 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? calendar : calendarWithYear).format(date);
}

/** `1 member`, `3 members`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
