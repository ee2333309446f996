import type { InlineQueryResult } from 'telegraf/types';
import type { Words } from '../../i18n';
import type { MediaFile } from '../../media';
import { listTitle } from './titles';

/** Ids of results, 1–64 bytes, by which Telegram reports what somebody chose. */
const RESULT_ID = /^file_(\d{1,15})$/;

/** One file as a result of inline mode; `null` while there is nothing to send yet. */
export function toInlineResult(words: Words, file: MediaFile, botName: string): InlineQueryResult | null {
  const fileId = file.servedFileId;
  if (fileId === null) return null;
  const id = `file_${file.id}`;
  const title = listTitle(file, botName, 100);
  const facts = [words.plain(`common.kinds.${file.kind}`)];
  if (file.sizeBytes !== null) facts.push(words.bytes(file.sizeBytes));
  const description = facts.join(' · ');
  switch (file.kind) {
    case 'document':
      return { type: 'document', id, title, description, document_file_id: fileId };
    case 'video':
      return { type: 'video', id, title, description, video_file_id: fileId };
    case 'photo':
      return { type: 'photo', id, title, description, photo_file_id: fileId };
    case 'audio':
      return { type: 'audio', id, audio_file_id: fileId };
  }
}

/** The file behind a chosen result's id. */
export function toSharedFileId(resultId: string): number | undefined {
  const id = Number(RESULT_ID.exec(resultId)?.[1]);
  return id > 0 ? id : undefined;
}
