import { firstGraphemes } from './text';

/** Colours of avatars, as hue angles; chosen so that neighbouring ids differ. */
const HUES = [168, 28, 262, 208, 338, 48, 96, 300];

/** The colour that belongs to a person or chat. */
export function hueOf(id: number): number {
  // Multiplying scatters the high bits only: bots and people often have ids that are equal modulo eight.
  const scattered = Math.imul(Math.abs(id) | 0, 0x9e3779b1) >>> 0;
  return HUES[Math.floor((scattered / 2 ** 32) * HUES.length)] ?? 0;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = firstGraphemes(words[0] ?? '', 1);
  const last = words.length > 1 ? firstGraphemes(words.at(-1) ?? '', 1) : '';
  return (first + last).toLocaleUpperCase() || '?';
}

/** A coloured circle with initials; a decoration beside a written name. */
export function Avatar({ id, name, size = 36 }: { id: number; name: string; size?: number }) {
  const style = { '--hue': hueOf(id), '--size': `${size}px` } as React.CSSProperties;
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
