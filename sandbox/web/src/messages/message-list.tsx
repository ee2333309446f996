import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SeenChat, SeenMessage } from '../../../src/control/contract';
import { forgetOlder, readOlder, world } from '../state/live-world';
import { attempt, notify } from '../state/notices';
import { useStore } from '../state/use-store';
import { chatKey } from '../state/world';
import { Icon } from '../ui/icon';
import { counted, formatDay } from '../ui/text';
import { Bubble } from './bubble';
import { messageRows, type MessageRow } from './message-rows';

/** Within so many pixels of the end, new messages are followed. */
const NEAR_END_PX = 90;
/** Within so many pixels of the beginning, older messages are read. */
const NEAR_START_PX = 300;

const NO_MESSAGES: readonly SeenMessage[] = [];

interface MessageListProps {
  personId: number;
  chat: SeenChat;
  botUsername?: string;
}

/** The messages of a chat: follows the end, reads older ones when somebody scrolls up, and can be walked with the arrow keys. */
export function MessageList({ personId, chat, botUsername }: MessageListProps) {
  const conversation = useStore(world, (state) => state.conversations.get(chatKey(personId, chat.chatId)));
  const messages = conversation?.messages ?? NO_MESSAGES;
  const rows = useMemo(() => messageRows(messages, conversation?.unreadFromId), [messages, conversation?.unreadFromId]);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const lastTop = useRef<{ key: string; height: number }>(undefined);
  const [awayFrom, setAwayFrom] = useState<number>();
  const missed = awayFrom === undefined ? 0 : messages.filter((m) => m.messageId > awayFrom && !m.outgoing).length;

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const key = `message-${messages[0]?.messageId}`;
    const before = lastTop.current;
    if (following.current) toEnd();
    else if (before && before.key !== key) element.scrollTop += element.scrollHeight - before.height;
    lastTop.current = { key, height: element.scrollHeight };
  }, [messages, toEnd]);

  // Pictures that load late and a growing text field change heights: the end stays in view.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
      if (lastTop.current && box.current) lastTop.current.height = box.current.scrollHeight;
    });
    if (content.current) observer.observe(content.current);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, [toEnd]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    const near = fromEnd < NEAR_END_PX;
    if (near && !following.current) forgetOlder(personId, chat.chatId);
    following.current = near;
    setAwayFrom((known) => (near ? undefined : (known ?? messages.at(-1)?.messageId ?? 0)));
    if (element.scrollTop < NEAR_START_PX) void attempt(readOlder(personId, chat.chatId));
  };

  const jump = useCallback((messageId: number) => {
    const target = box.current?.querySelector<HTMLElement>(`[data-message-id="${messageId}"]`);
    if (!target) return notify('That message is further up, or gone.');
    target.scrollIntoView({ block: 'center', behavior: 'smooth' });
    target.classList.remove('message-flash');
    void target.offsetWidth;
    target.classList.add('message-flash');
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'End') return toEnd();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const all = [...(content.current?.querySelectorAll<HTMLElement>('[data-message-id]') ?? [])];
    const current = all.indexOf(document.activeElement as HTMLElement);
    if (current < 0 && event.target !== box.current) return;
    event.preventDefault();
    const next = event.key === 'ArrowUp' ? (current < 0 ? all.length - 1 : current - 1) : current + 1;
    all[next]?.focus();
  };

  return (
    <div className="messages">
      <div
        ref={box}
        className="messages-scroll"
        role="log"
        aria-label={`Messages with ${chat.title}`}
        aria-busy={!conversation}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div ref={content} className="messages-content">
          {rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              personId={personId}
              showSender={chat.type === 'group' || chat.type === 'supergroup'}
              botUsername={botUsername}
              onJump={jump}
            />
          ))}
        </div>
      </div>
      {awayFrom !== undefined && (
        <button type="button" className="to-end" onClick={toEnd} aria-label={toEndLabel(missed)}>
          <Icon name="arrowDown" />
          {missed > 0 && <span className="badge">{missed}</span>}
        </button>
      )}
    </div>
  );
}

function toEndLabel(missed: number): string {
  return missed > 0 ? `To the newest message, ${counted(missed, 'new message')}` : 'To the newest message';
}

interface RowProps {
  row: MessageRow;
  personId: number;
  showSender: boolean;
  botUsername?: string;
  onJump: (messageId: number) => void;
}

function Row({ row, ...rest }: RowProps) {
  switch (row.kind) {
    case 'day':
      return <p className="day-line">{formatDay(row.date)}</p>;
    case 'unread':
      return <p className="unread-line">New messages</p>;
    case 'service':
      return (
        <p className="service-line" dir="auto" data-message-id={row.message.messageId} tabIndex={-1}>
          {row.message.service}
        </p>
      );
    default:
      return <Bubble messages={row.messages} first={row.first} last={row.last} {...rest} />;
  }
}
