import type { SeenMessage } from '../../../src/control/contract';

/** What the list of messages is made of, from top to bottom. */
export type MessageRow =
  | { kind: 'day'; key: string; date: number }
  | { kind: 'unread'; key: string }
  | { kind: 'service'; key: string; message: SeenMessage }
  | {
      kind: 'bubble';
      key: string;
      /** One message, or the items of an album. */
      messages: readonly [SeenMessage, ...SeenMessage[]];
      /** Whether the sender's run of messages begins or ends here. */
      first: boolean;
      last: boolean;
    };

/** Messages of one sender that are closer than this belong together. */
const RUN_SECONDS = 300;

/** Groups messages into days, runs of one sender, and albums. */
export function messageRows(messages: readonly SeenMessage[], unreadFromId?: number): MessageRow[] {
  const rows: MessageRow[] = [];
  let before: SeenMessage | undefined;
  for (const message of messages) {
    if (!before || dayOf(before.date) !== dayOf(message.date)) {
      rows.push({ kind: 'day', key: `day-${dayOf(message.date)}`, date: message.date });
    }
    if (message.messageId === unreadFromId) rows.push({ kind: 'unread', key: 'unread' });
    addMessage(rows, message);
    before = message;
  }
  return rows;
}

function addMessage(rows: MessageRow[], message: SeenMessage): void {
  const key = `message-${message.messageId}`;
  if (message.service) {
    rows.push({ kind: 'service', key, message });
    return;
  }
  const above = rows.at(-1);
  const sameRun = above?.kind === 'bubble' && isSameRun(above.messages[0], message);
  if (sameRun && message.mediaGroupId && message.mediaGroupId === above.messages[0].mediaGroupId) {
    rows[rows.length - 1] = { ...above, messages: [...above.messages, message] };
    return;
  }
  if (sameRun) rows[rows.length - 1] = { ...above, last: false };
  rows.push({ kind: 'bubble', key, messages: [message], first: !sameRun, last: true });
}

function isSameRun(a: SeenMessage, b: SeenMessage): boolean {
  return a.from.id === b.from.id && a.outgoing === b.outgoing && b.date - a.date < RUN_SECONDS;
}

function dayOf(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
