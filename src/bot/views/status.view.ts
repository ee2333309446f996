import { escapeHtml, type Words } from '../../i18n';
import type { HealthReport } from '../../observability';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';

export interface StatusModel {
  readonly version: string;
  readonly node: string;
  readonly tier: string;
  readonly roles: readonly string[];
  readonly uptimeMs: number;
  readonly residentBytes: number;
  readonly parts: readonly (HealthReport & { name: string })[];
  readonly at: Date;
}

/** The same facts that `/health` tells a monitor, for an admin in the chat. */
export function statusScreen(words: Words, model: StatusModel): Screen {
  return {
    html: [
      words.t('admin.status.title'),
      words.t('admin.status.process', {
        version: model.version,
        node: model.node,
        tier: model.tier,
        roles: model.roles.join(', '),
        uptime: words.duration(model.uptimeMs),
        memory: words.bytes(model.residentBytes),
      }),
      model.parts.map((part) => describePart(words, part)).join('\n'),
      `<i>${words.dateTime(model.at)}</i>`,
    ].join('\n\n'),
    buttons: [[{ text: words.plain('common.refresh'), callbackData: buttons.status.pack() }, homeButton(words)]],
  };
}

function describePart(words: Words, { name, state, details }: StatusModel['parts'][number]): string {
  const facts = Object.entries(details ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(' · ');
  const part = `<b>${escapeHtml(name)}</b>${facts === '' ? '' : `\n${escapeHtml(facts)}`}`;
  return words.t(`admin.status.${state}`, { part });
}
