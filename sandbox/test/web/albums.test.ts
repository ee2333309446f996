import type { MediaKind } from '../../src/control/contract';
import { splitIntoAlbums } from '../../web/src/composer/albums';

const split = (kinds: MediaKind[]) => splitIntoAlbums(kinds.map((kind) => ({ kind }))).map((album) => album.length);

describe('files that are sent together', () => {
  it('makes one album of photos and videos', () => expect(split(['photo', 'video', 'photo'])).toEqual([3]));
  it('begins a new album after ten', () => expect(split(Array<MediaKind>(12).fill('photo'))).toEqual([10, 2]));
  it('never mixes documents with pictures', () => expect(split(['photo', 'document', 'document'])).toEqual([1, 2]));
  it('sends animations alone', () => expect(split(['animation', 'animation'])).toEqual([1, 1]));
});
