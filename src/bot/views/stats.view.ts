import type { Words } from '../../i18n';
import type { LibraryStatistics } from '../../media';
import type { UserCounts } from '../../users';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';

export function statsScreen(words: Words, model: { users: UserCounts; library: LibraryStatistics; at: Date }): Screen {
  const { users, library } = model;
  const waiting = library.byStatus.pending + library.byStatus.processing;
  return {
    html: words.t('admin.stats.text', {
      users: words.number(users.total),
      activeToday: words.number(users.activeToday),
      newThisWeek: words.number(users.newThisWeek),
      unreachable: words.number(users.unreachable),
      blocked: words.number(users.blocked),
      files: words.number(library.files),
      size: words.bytes(library.totalBytes),
      ready: words.number(library.byStatus.ready),
      waiting: words.number(waiting),
      unprocessed: words.number(library.byStatus.unprocessed),
      downloads: words.number(library.downloads),
      at: words.dateTime(model.at),
    }),
    buttons: [[{ text: words.plain('common.refresh'), callbackData: buttons.stats.pack() }, homeButton(words)]],
  };
}
