import type { LibraryConfig } from '../config';
import type { Settings } from '../settings';
import type { FileKind } from '../telegram/telegram-gateway';
import { extensionOf } from './file-name';
import { type MediaKind, mediaKinds } from './media-file';

/** What a message with a file says about it. `kind` is Telegram's own, so that unsuitable ones can be refused by name. */
export interface UploadCandidate {
  kind: FileKind;
  fileUniqueId: string;
  fileName?: string;
  mimeType?: string;
  sizeBytes?: number;
}

export type UploadRefusal =
  | { reason: 'kind'; kind: FileKind; allowed: readonly MediaKind[] }
  /** A program, or an extension outside the list of allowed ones (empty: any). `extension` has no dot, and may be empty. */
  | { reason: 'extension'; extension: string; allowed: readonly string[] };

export const isMediaKind = (kind: FileKind): kind is MediaKind => mediaKinds.some((known) => known === kind);

export type UploadRules = Pick<LibraryConfig, 'kinds' | 'extensions' | 'blockedExtensions'>;

/** The rules as they are now. */
export const rulesOf = (settings: Settings): UploadRules => ({
  kinds: settings.get('library.kinds'),
  extensions: settings.get('library.extensions'),
  blockedExtensions: settings.get('library.blockedExtensions'),
});

/** Which files the settings let into the library. Pure. */
export function refusalOf(candidate: Omit<UploadCandidate, 'fileUniqueId'>, rules: UploadRules): UploadRefusal | null {
  const { kind, fileName, mimeType } = candidate;
  if (!isMediaKind(kind) || !rules.kinds.includes(kind)) return { reason: 'kind', kind, allowed: rules.kinds };
  // A photo is always a JPEG that Telegram has made itself.
  if (kind === 'photo') return null;
  const extension = extensionOf({ kind, fileName, mimeType });
  // The declared type is looked at as well: a program doesn't become a picture by its name.
  const declared = extensionOf({ kind, fileName: null, mimeType });
  const isBlocked = [extension, declared].some((one) => rules.blockedExtensions.includes(one));
  const isOutside = rules.extensions.length > 0 && !rules.extensions.includes(extension);
  return isBlocked || isOutside ? { reason: 'extension', extension, allowed: rules.extensions } : null;
}
