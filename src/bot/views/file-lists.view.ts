import type { Words } from '../../i18n';
import type { MediaFile, MediaPage, SearchResults } from '../../media';
import type { InlineButton } from '../../telegram';
import { buttons, type LibraryFilterName } from '../callbacks';
import { pagerRow } from '../keyboards/pager';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';
import { inline, kindSign, listTitle } from './titles';

/** Buttons on one page: they fit a phone's screen without scrolling. */
export const LIST_PAGE_SIZE = 8;

const sizeOf = (words: Words, file: MediaFile): string =>
  file.sizeBytes === null ? '' : ` · ${words.bytes(file.sizeBytes)}`;

const downloadRow = (words: Words, file: MediaFile, botName: string): InlineButton[] => [
  {
    text: `${kindSign(file.kind)} ${listTitle(file, botName, 42)}${sizeOf(words, file)}`,
    callbackData: buttons.download.pack({ fileId: file.id }),
  },
];

/** One page of search results; a tap on one brings the file. */
export function searchScreen(words: Words, model: { query: string; results: SearchResults; botName: string }): Screen {
  const { results } = model;
  const query = inline(model.query, 60);
  if (results.total === 0) {
    return {
      html: words.t('library.search.empty', { query }),
      buttons: [
        [{ text: words.plain('bot.home.popular'), callbackData: buttons.popular.pack({ page: 1 }) }, homeButton(words)],
      ],
    };
  }
  return {
    html: words.t(results.corrected ? 'library.search.closest' : 'library.search.found', {
      query,
      count: results.total,
    }),
    buttons: [
      ...results.items.map((file) => downloadRow(words, file, model.botName)),
      pagerRow(results, (page) => buttons.searchPage.pack({ page })),
      [homeButton(words)],
    ],
  };
}

/** What people take most. */
export function popularScreen(words: Words, model: { files: MediaPage; botName: string }): Screen {
  const { files } = model;
  return {
    html: files.total === 0 ? words.t('library.popular.empty') : words.t('library.popular.text'),
    buttons: [
      ...files.items.map((file) => downloadRow(words, file, model.botName)),
      pagerRow(files, (page) => buttons.popular.pack({ page })),
      [homeButton(words)],
    ],
  };
}

const STATUS_SIGNS: Record<MediaFile['status'], string> = {
  pending: '⏳ ',
  processing: '⏳ ',
  ready: '',
  unprocessed: '⚠️ ',
};

/** The library as those see it who look after it: narrowed by kind or state, each entry leading to its card. */
export function filesScreen(
  words: Words,
  model: { files: MediaPage; filter: LibraryFilterName; botName: string },
): Screen {
  const { files, filter } = model;
  const filterButton = (name: LibraryFilterName): InlineButton => ({
    text: `${name === filter ? '• ' : ''}${words.plain(`library.files.filters.${name}`)}`,
    callbackData: buttons.files.pack({ filter: name, page: 1 }),
  });
  return {
    html:
      files.total === 0
        ? words.t('library.files.empty')
        : words.t('library.files.text', {
            count: files.total,
            filter: words.plain(`library.files.filters.${filter}`),
          }),
    buttons: [
      ...files.items.map((file) => [
        {
          text: `${STATUS_SIGNS[file.status]}${kindSign(file.kind)} ${listTitle(file, model.botName, 42)}${sizeOf(words, file)}`,
          callbackData: buttons.showFile.pack({ fileId: file.id, filter, page: files.page }),
        },
      ]),
      pagerRow(files, (page) => buttons.files.pack({ filter, page })),
      [filterButton('all'), filterButton('pending'), filterButton('unprocessed')],
      [filterButton('document'), filterButton('audio'), filterButton('video'), filterButton('photo')],
      [{ text: words.plain('bot.home.upload'), callbackData: buttons.startUpload.pack() }, homeButton(words)],
    ],
  };
}
