import type { MessageEntity } from 'telegraf/types';
import { escapeHtml } from '../i18n';

/** What clients find by themselves needs no markup. */
const AUTOMATIC = new Set([...['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number']]);

/**
 * A message's text as HTML that shows it the same way. Where somebody formatted nothing, their text is taken as HTML that
 * they typed. `from`: where it begins, for a text behind a command.
 */
export function htmlOf(text: string, entities: readonly MessageEntity[] = [], from = 0): string {
  const formatting = entities
    .filter(({ type, offset }) => !AUTOMATIC.has(type) && offset >= from)
    .sort((left, right) => left.offset - right.offset || right.length - left.length);
  if (formatting.length === 0) return text.slice(from);
  return render(text, formatting, from, text.length);
}

/** Entities are nested, never crossed (https://core.telegram.org/api/entities#entity-nesting-rules). */
function render(text: string, entities: readonly MessageEntity[], from: number, to: number): string {
  let html = '';
  let at = from;
  for (let index = 0; index < entities.length;) {
    const entity = entities[index];
    if (!entity) break;
    const end = Math.min(to, entity.offset + entity.length);
    const next = entities.findIndex((other, later) => later > index && other.offset >= end);
    const inner = entities.slice(index + 1, next === -1 ? undefined : next);
    const [open, close] = tagsOf(entity);
    html += escapeHtml(text.slice(at, entity.offset)) + open + render(text, inner, entity.offset, end) + close;
    at = end;
    index = next === -1 ? entities.length : next;
  }
  return html + escapeHtml(text.slice(at, to));
}

function tagsOf(entity: MessageEntity): [string, string] {
  // Telegraf's types are older than some of these.
  switch (entity.type as string) {
    case 'bold':
      return ['<b>', '</b>'];
    case 'italic':
      return ['<i>', '</i>'];
    case 'underline':
      return ['<u>', '</u>'];
    case 'strikethrough':
      return ['<s>', '</s>'];
    case 'spoiler':
      return ['<tg-spoiler>', '</tg-spoiler>'];
    case 'code':
      return ['<code>', '</code>'];
    case 'blockquote':
      return ['<blockquote>', '</blockquote>'];
    case 'expandable_blockquote':
      return ['<blockquote expandable>', '</blockquote>'];
    case 'pre': {
      const language = 'language' in entity && entity.language;
      return language ? [`<pre><code class="language-${attribute(language)}">`, '</code></pre>'] : ['<pre>', '</pre>'];
    }
    case 'text_link':
      return [`<a href="${attribute('url' in entity ? entity.url : '')}">`, '</a>'];
    case 'text_mention':
      return [`<a href="tg://user?id=${'user' in entity ? entity.user.id : 0}">`, '</a>'];
    case 'custom_emoji':
      return [
        `<tg-emoji emoji-id="${'custom_emoji_id' in entity ? attribute(entity.custom_emoji_id) : ''}">`,
        '</tg-emoji>',
      ];
    default:
      return ['', ''];
  }
}

const attribute = (value: string): string => escapeHtml(value).replaceAll('"', '&quot;');
