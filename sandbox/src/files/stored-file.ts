import { type MediaKind } from '../control/contract';

/** What a file is to Telegram; a `file_id` never changes its kind. */
export type FileKind = MediaKind | 'thumbnail';

/** One file in the store. Its attributes are fixed when it is uploaded, as its `file_id`s carry them along. */
export interface StoredFile {
  /** Counts from 1; the only thing a `file_id` needs to find the file again. */
  number: number;
  kind: FileKind;
  uniqueId: string;
  /** Absolute path of the content; of a synthetic file only its name counts. */
  path: string;
  /** The content is made while it is read. */
  synthetic?: true;
  size: number;
  mimeType: string;
  fileName?: string;
  width?: number;
  height?: number;
  durationSeconds?: number;
  title?: string;
  performer?: string;
  thumbnail?: StoredFile;
  /** Smaller versions of a photo, smallest first. */
  smaller?: StoredFile[];
}

/** Folder in a download link, and the word Telegram uses in its complaints. */
export const KIND_NAMES: Record<FileKind, { folder: string; word: string }> = {
  photo: { folder: 'photos', word: 'Photo' },
  document: { folder: 'documents', word: 'Document' },
  audio: { folder: 'music', word: 'Audio' },
  video: { folder: 'videos', word: 'Video' },
  voice: { folder: 'voice', word: 'VoiceNote' },
  video_note: { folder: 'video_notes', word: 'VideoNote' },
  animation: { folder: 'animations', word: 'Animation' },
  sticker: { folder: 'stickers', word: 'Sticker' },
  thumbnail: { folder: 'thumbnails', word: 'Thumbnail' },
};
