import type { LibraryFile } from '../api/types';

/** What the library tells its files apart by. */
export const fileKinds = ['document', 'audio', 'video', 'photo'] as const satisfies readonly LibraryFile['kind'][];
