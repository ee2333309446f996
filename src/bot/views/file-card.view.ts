import type { Words } from '../../i18n';
import type { MediaFile } from '../../media';
import { buttons, type LibraryFilterName } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { botLink, fileLinkPayload } from '../links';
import { inline, kindSign } from './titles';

/** Where in the list a card was opened from. */
export interface ListPlace {
  readonly filter: LibraryFilterName;
  readonly page: number;
}

interface CardModel {
  readonly file: MediaFile;
  readonly place: ListPlace;
  readonly botUsername: string;
}

/** Everything about one file, for those who look after the library. */
export function fileCard(words: Words, { file, place, botUsername }: CardModel): Screen {
  const target = { fileId: file.id, ...place };
  return {
    html: [
      `${kindSign(file.kind)} <b>${words.t('library.card.title', { title: inline(file.title, 200) })}</b>`,
      describe(words, file),
      words.t('library.card.downloads', { count: file.downloadCount, date: words.date(file.createdAt) }),
      file.tags.length > 0
        ? words.t('library.card.tags', { tags: inline(file.tags.join(', '), 300) })
        : words.t('library.card.noTags'),
      '',
      statusLine(words, file),
      words.t('library.card.link', { link: botLink(botUsername, fileLinkPayload(file.id)) }),
    ].join('\n'),
    buttons: [
      [{ text: words.plain('library.card.get'), callbackData: buttons.download.pack({ fileId: file.id }) }],
      [
        {
          text: words.plain('library.card.editTitle'),
          callbackData: buttons.editFile.pack({ field: 'title', ...target }),
        },
        {
          text: words.plain('library.card.editTags'),
          callbackData: buttons.editFile.pack({ field: 'tags', ...target }),
        },
      ],
      [
        ...(file.kind === 'photo'
          ? []
          : [{ text: words.plain('library.card.reprocess'), callbackData: buttons.reprocessFile.pack(target) }]),
        { text: words.plain('library.card.remove'), callbackData: buttons.removeFile.pack(target) },
      ],
      [{ text: words.plain('library.card.toList'), callbackData: buttons.files.pack(place) }],
    ],
  };
}

/** Asked before a file leaves the library. */
export function removeFileScreen(words: Words, { file, place }: Omit<CardModel, 'botUsername'>): Screen {
  const target = { fileId: file.id, ...place };
  return {
    html: words.t('library.remove.ask', { title: inline(file.title, 200) }),
    buttons: [
      [{ text: words.plain('library.remove.yes'), callbackData: buttons.removeFileForSure.pack(target) }],
      [{ text: words.plain('library.remove.no'), callbackData: buttons.showFile.pack(target) }],
    ],
  };
}

function describe(words: Words, file: MediaFile): string {
  const facts = [words.t(`common.kinds.${file.kind}`)];
  if (file.sizeBytes !== null) facts.push(words.bytes(file.sizeBytes));
  if (file.durationSeconds !== null && file.durationSeconds > 0)
    facts.push(words.duration(file.durationSeconds * 1000));
  return facts.join(' · ');
}

function statusLine(words: Words, file: MediaFile): string {
  if (file.status !== 'unprocessed') return words.t(`library.status.${file.status}`);
  return words.t('library.status.unprocessed', {
    reason: words.plain(`library.unprocessed.${file.unprocessedReason ?? 'failed'}`),
  });
}
