import type { Words } from '../../i18n';
import { type MediaFile, type MediaKind, mediaKinds, type UploadRefusal } from '../../media';
import type { FileKind } from '../../telegram';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';
import { inline, kindSign } from './titles';

const cancelRow = (words: Words) => [
  { text: words.plain('common.cancel'), callbackData: buttons.cancelDialogue.pack() },
];

export function askForFileScreen(words: Words, model: { kinds: readonly MediaKind[] }): Screen {
  const kinds = model.kinds.map((kind) => words.plain(`common.kinds.${kind}`)).join(', ');
  return { html: words.t('library.upload.askFile', { kinds }), buttons: [cancelRow(words)] };
}

export interface TitleQuestion {
  readonly kind: FileKind;
  readonly sizeBytes: number | undefined;
  readonly suggestion: string;
  /** False: too big for this server, so that the original will be served. */
  readonly processable: boolean;
  /** Files of the same album or sent meanwhile that come after this one. */
  readonly waiting: number;
}

export function askForTitleScreen(words: Words, model: TitleQuestion): Screen {
  const kind = mediaKinds.find((candidate) => candidate === model.kind) ?? 'document';
  const lines = [
    words.t('library.upload.askTitle', {
      file: [
        `${kindSign(kind)} ${words.plain(`common.kinds.${kind}`)}`,
        ...(model.sizeBytes === undefined ? [] : [words.bytes(model.sizeBytes)]),
      ].join(' · '),
    }),
  ];
  if (!model.processable) lines.push(words.t('library.upload.tooBigToProcess'));
  if (model.waiting > 0) lines.push(words.t('library.upload.moreWaiting', { count: model.waiting }));
  const suggestion = inline(model.suggestion, 50);
  return {
    html: lines.join('\n\n'),
    buttons: [
      suggestion === ''
        ? []
        : [
            {
              text: words.plain('library.upload.useSuggestion', { suggestion }),
              callbackData: buttons.useSuggestion.pack(),
            },
          ],
      cancelRow(words),
    ],
  };
}

export function askForTagsScreen(words: Words, model: { title: string }): Screen {
  return {
    html: words.t('library.upload.askTags', { title: inline(model.title, 200) }),
    buttons: [[{ text: words.plain('common.skip'), callbackData: buttons.skipTags.pack() }], cancelRow(words)],
  };
}

const cardButton = (words: Words, file: MediaFile) => ({
  text: words.plain('library.upload.openCard'),
  callbackData: buttons.showFile.pack({ fileId: file.id, filter: 'all', page: 1 }),
});

export function savedScreen(words: Words, model: { file: MediaFile }): Screen {
  const { file } = model;
  return {
    html: words.t(
      file.status === 'pending' || file.status === 'processing' ? 'library.upload.saved' : 'library.upload.savedReady',
      {
        title: inline(file.title, 200),
      },
    ),
    buttons: [
      [cardButton(words, file)],
      [{ text: words.plain('library.upload.another'), callbackData: buttons.startUpload.pack() }, homeButton(words)],
    ],
  };
}

export function duplicateScreen(words: Words, model: { file: MediaFile }): Screen {
  return {
    html: words.t('library.upload.duplicate', {
      title: inline(model.file.title, 200),
      date: words.date(model.file.createdAt),
    }),
    buttons: [[cardButton(words, model.file)], cancelRow(words)],
  };
}

/** Why a file is not taken, and what would be. */
export function refusalText(words: Words, refusal: UploadRefusal): string {
  if (refusal.reason === 'kind') {
    return words.t('library.upload.wrongKind', {
      kinds: refusal.allowed.map((kind) => words.plain(`common.kinds.${kind}`)).join(', '),
    });
  }
  const extension = refusal.extension === '' ? '—' : `.${inline(refusal.extension, 20)}`;
  return refusal.allowed.length > 0
    ? words.t('library.upload.wrongExtension', { extension, allowed: refusal.allowed.join(', ') })
    : words.t('library.upload.blockedExtension', { extension });
}
