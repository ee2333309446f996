import { useEffect, useState } from 'react';
import type { ChatView, Person, SeenChat } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { openChat, world } from '../state/live-world';
import { useStore } from '../state/use-store';
import { chatKey } from '../state/world';
import { Avatar } from '../ui/avatar';
import { Menu, MenuItem } from '../ui/menu';
import { formatTime, shortWords } from '../ui/text';
import { chatsOf } from './chats-of';
import { isMember } from './membership';
import { NewChatDialog } from './new-chat-dialog';

interface ChatSwitcherProps {
  anchor: HTMLElement;
  person: Person;
  openId: number;
  onClose: () => void;
}

/** This person's chats, the ones that could be joined, and the way to new ones. */
export function ChatSwitcher({ anchor, person, openId, onClose }: ChatSwitcherProps) {
  const state = useStore(world, (current) => current);
  const [everywhere, setEverywhere] = useState<readonly ChatView[]>([]);
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    controlApi.listChats().then(setEverywhere, () => setEverywhere([]));
  }, []);

  if (creating) return <NewChatDialog creator={person} onClose={onClose} />;
  const own = chatsOf(state, person.id).filter(isMember);
  const joined = new Set(own.map(({ chatId }) => chatId));
  const others = everywhere.filter(({ id, type, migratedTo }) => type !== 'private' && !joined.has(id) && !migratedTo);
  const open = (chatId: number) => {
    openChat(person.id, chatId);
    onClose();
  };
  return (
    <Menu anchor={anchor} label={`Chats of ${person.firstName}`} onClose={onClose} wide>
      {own.map((chat) => (
        <button
          key={chat.chatId}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="chat-row"
          aria-current={chat.chatId === openId}
          onClick={() => open(chat.chatId)}
        >
          <Avatar id={chat.chatId} name={chat.title} size={38} />
          <span className="chat-row-text">
            <bdi className="chat-row-title">{chat.title}</bdi>
            <span className="chat-row-last" dir="auto">
              {lastWords(chat)}
            </span>
          </span>
          <span className="chat-row-side">
            {chat.lastMessage && <small>{formatTime(chat.lastMessage.date)}</small>}
            <Unread count={state.unread.get(chatKey(person.id, chat.chatId)) ?? 0} />
          </span>
        </button>
      ))}
      {others.length > 0 && <p className="menu-head">Not joined</p>}
      {others.map(({ id, title, type }) => (
        <button key={id} type="button" role="menuitem" tabIndex={-1} className="chat-row" onClick={() => open(id)}>
          <Avatar id={id} name={title} size={38} />
          <span className="chat-row-text">
            <bdi className="chat-row-title">{title}</bdi>
            <span className="chat-row-last">{type === 'channel' ? 'channel' : 'group'}</span>
          </span>
        </button>
      ))}
      <MenuItem icon="plus" onSelect={() => setCreating(true)}>
        New channel or group
      </MenuItem>
    </Menu>
  );
}

function Unread({ count }: { count: number }) {
  return count > 0 ? <span className="badge">{count}</span> : null;
}

function lastWords({ lastMessage, botId }: SeenChat): string {
  if (!lastMessage) return botId === undefined ? '' : 'not started yet';
  const { text, media, service, outgoing } = lastMessage;
  const words = service ?? shortWords(text, media?.kind);
  return outgoing ? `You: ${words}` : words;
}
