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

/** Facts of one part: whoever wants more of them reads `/health`. */
const LONGEST_FACTS = 600;
/** Facts of all parts: a message holds 4,096 characters, and the heading and the names of the parts need some of them. */
const LONGEST_BODY = 3_200;
const BETWEEN = ' · ';

/** The same facts that `/health` tells a monitor, for an admin in the chat. */
export function statusScreen(words: Words, model: StatusModel): Screen {
  const longestFacts = Math.min(LONGEST_FACTS, Math.floor(LONGEST_BODY / model.parts.length));
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
      model.parts.map((part) => describePart(words, part, longestFacts)).join('\n'),
      `<i>${words.dateTime(model.at)}</i>`,
    ].join('\n\n'),
    buttons: [[{ text: words.plain('common.refresh'), callbackData: buttons.status.pack() }, homeButton(words)]],
  };
}

function describePart(words: Words, { name, state, details }: StatusModel['parts'][number], longest: number): string {
  const facts = Object.entries(details ?? {})
    // What is nought is no news, and there is much of it.
    .filter(([, value]) => value !== null && value !== '' && value !== 0)
    .map(([key, value]) => `${toWords(key)}: ${String(value)}`)
    .join(BETWEEN);
  // Cut before it is escaped: a cut through `&amp;` would be no HTML any more.
  const part = `<b>${escapeHtml(name)}</b>${facts === '' ? '' : `\n${escapeHtml(cut(facts, longest))}`}`;
  return words.t(`admin.status.${state}`, { part });
}

/** At most about `longest` characters, between two facts where that is possible. */
function cut(facts: string, longest: number): string {
  if (facts.length <= longest) return facts;
  const end = facts.lastIndexOf(BETWEEN, longest);
  return `${facts.slice(0, end > 0 ? end : longest)}${BETWEEN}…`;
}

/** `lagSeconds` → `lag seconds`. */
const toWords = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
