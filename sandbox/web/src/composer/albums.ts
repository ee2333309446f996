import type { MediaKind } from '../../../src/control/contract';

/** Telegram takes 2–10 files as an album. */
export const ALBUM_LIMIT = 10;

/** Kinds that may stand in one album; anything else is sent alone. */
function familyOf(kind: MediaKind): string | undefined {
  if (kind === 'photo' || kind === 'video') return 'pictures';
  if (kind === 'document' || kind === 'audio') return kind;
  return undefined;
}

/** Splits files, in their order, into the messages and albums that carry them. */
export function splitIntoAlbums<T extends { kind: MediaKind }>(files: readonly T[]): T[][] {
  const albums: T[][] = [];
  for (const file of files) {
    const current = albums.at(-1);
    const family = familyOf(file.kind);
    const fits = current?.[0] && family && familyOf(current[0].kind) === family && current.length < ALBUM_LIMIT;
    if (fits) current.push(file);
    else albums.push([file]);
  }
  return albums;
}
