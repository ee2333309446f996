import { memo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { SeenMessage } from '../../../src/control/contract';
import { Album } from '../media/album';
import { MediaView } from '../media/media-view';
import { Avatar, hueOf } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import type { Anchor } from '../ui/menu';
import { formatMoment, formatTime, isFewEmoji, shortWords } from '../ui/text';
import { Extras } from './extras';
import { InlineKeyboard } from './inline-keyboard';
import { MessageMenu } from './message-menu';
import { Reactions } from './reactions';
import { RichText } from './rich-text';

interface BubbleProps {
  messages: readonly [SeenMessage, ...SeenMessage[]];
  personId: number;
  first: boolean;
  last: boolean;
  /** In groups: who wrote it, with a picture. */
  showSender: boolean;
  botUsername?: string;
  onJump: (messageId: number) => void;
}

/** One message, or an album, with everything that hangs on it. */
export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { messages, personId, first, last, showSender, botUsername, onJump } = props;
  const [menu, setMenu] = useState<Anchor>();
  const [head] = messages;
  const tail = messages.at(-1) ?? head;
  // The caption of an album is on one of its items, mostly the first.
  const worded = messages.find(({ text }) => text) ?? head;
  const sender = head.outgoing ? 'You' : head.from.name;
  const bare = isBare(head) || (!head.media && head.entities.length === 0 && isFewEmoji(head.text));

  const openMenu = (event: MouseEvent) => {
    if ((event.target as HTMLElement).closest('a, input, video')) return;
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const wanted = event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (event.target !== event.currentTarget || !wanted) return;
    event.preventDefault();
    setMenu(event.currentTarget.querySelector<HTMLElement>('.bubble') ?? event.currentTarget);
  };

  const classes = ['message', head.outgoing && 'message-out', first && 'message-first', last && 'message-last'];
  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      data-message-id={head.messageId}
      aria-label={`${sender}, ${formatTime(head.date)}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {showSender && !head.outgoing && (
        <span className="message-avatar">{last && <Avatar id={head.from.id} name={head.from.name} size={32} />}</span>
      )}
      <div className="message-stack">
        <div
          className={`bubble ${bare ? 'bubble-bare' : ''} ${head.media ? 'bubble-media' : ''}`}
          onContextMenu={openMenu}
        >
          {showSender && first && !head.outgoing && (
            <bdi className="bubble-sender" style={{ '--hue': hueOf(head.from.id) } as React.CSSProperties}>
              {head.from.name}
            </bdi>
          )}
          {head.forwardedFrom && (
            <p className="bubble-origin">
              Forwarded from <bdi>{head.forwardedFrom}</bdi>
            </p>
          )}
          {head.viaBot && (
            <p className="bubble-origin">
              via <bdi>@{head.viaBot.replace(/^@/, '')}</bdi>
            </p>
          )}
          {head.replyTo && <Quote reply={head.replyTo} onJump={onJump} />}
          {messages.length > 1 ? (
            <Album messages={messages} />
          ) : (
            head.media && <MediaView media={head.media} name={sender} />
          )}
          <Extras raw={head.raw} />
          {worded.text && (
            <div className={bare ? 'big-emoji' : 'bubble-text'}>
              <RichText text={worded.text} entities={worded.entities} personId={personId} chatId={head.chatId} />
            </div>
          )}
          <Reactions message={head} personId={personId} />
          <p className="bubble-meta">
            {head.pinned && <Icon name="pin" size={12} />}
            {tail.editedAt !== undefined && <span>edited</span>}
            <time dateTime={new Date(tail.date * 1000).toISOString()} title={formatMoment(tail.date)}>
              {formatTime(tail.date)}
            </time>
          </p>
        </div>
        {head.buttons.length > 0 && (
          <InlineKeyboard
            message={head}
            personId={personId}
            botUsername={head.viaBot?.replace(/^@/, '') ?? botUsername}
          />
        )}
      </div>
      <IconButton
        icon="more"
        label="Message actions"
        aria-haspopup="menu"
        className="message-more"
        onClick={(event) => setMenu(event.currentTarget)}
      />
      {menu && <MessageMenu anchor={menu} messages={messages} personId={personId} onClose={() => setMenu(undefined)} />}
    </article>
  );
}, isSameBubble);

/** Rows are grouped anew with every message; a bubble whose own messages stayed the same is not drawn again. */
function isSameBubble(a: BubbleProps, b: BubbleProps): boolean {
  const sameMessages =
    a.messages.length === b.messages.length && a.messages.every((message, index) => message === b.messages[index]);
  const keys = ['personId', 'first', 'last', 'showSender', 'botUsername', 'onJump'] as const;
  return sameMessages && keys.every((key) => a[key] === b[key]);
}

/** Stickers and round videos stand on their own. */
function isBare(message: SeenMessage): boolean {
  return message.media?.kind === 'sticker' || message.media?.kind === 'video_note' || message.raw.dice !== undefined;
}

function Quote({ reply, onJump }: { reply: NonNullable<SeenMessage['replyTo']>; onJump: (messageId: number) => void }) {
  return (
    <button type="button" className="quote" onClick={() => onJump(reply.messageId)}>
      <bdi className="quote-name">{reply.from}</bdi>
      <span className="quote-text" dir="auto">
        {shortWords(reply.text, reply.media)}
      </span>
    </button>
  );
}
