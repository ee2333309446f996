import { useEffect, useState } from 'react';
import type { Person, SeenChat } from '../../../src/control/contract';
import { world } from '../state/live-world';
import { useStore } from '../state/use-store';
import { chatKey } from '../state/world';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { Menu, MenuItem } from '../ui/menu';
import { ChatInfoDialog } from './chat-info-dialog';
import { ChatSwitcher } from './chat-switcher';
import { isMember, joinChat, leaveChat, setBlocked, startBot } from './membership';

const ACTION_TEXTS: Record<string, string> = {
  typing: 'typing…',
  upload_photo: 'sending a photo…',
  record_video: 'recording a video…',
  upload_video: 'sending a video…',
  record_voice: 'recording a voice message…',
  upload_voice: 'sending a voice message…',
  upload_document: 'sending a file…',
  choose_sticker: 'choosing a sticker…',
  find_location: 'finding a place…',
  record_video_note: 'recording a video message…',
  upload_video_note: 'sending a video message…',
};

/** Which chat is open, what happens in it, and the way to the other chats. */
export function ChatBar({ person, chat }: { person: Person; chat: SeenChat }) {
  const [switcher, setSwitcher] = useState<HTMLElement>();
  const [menu, setMenu] = useState<HTMLElement>();
  const [info, setInfo] = useState(false);
  const action = useChatAction(person.id, chat.chatId);
  const unreadElsewhere = useStore(world, (state) => unreadBeside(state.unread, person.id));
  const closeMenu = () => setMenu(undefined);

  return (
    <div className="chat-bar">
      <button
        type="button"
        className="chat-title"
        aria-haspopup="menu"
        aria-expanded={switcher !== undefined}
        onClick={(event) => setSwitcher(event.currentTarget)}
      >
        <Avatar id={chat.chatId} name={chat.title} size={38} />
        <span className="chat-title-text">
          <bdi className="chat-title-name">{chat.title}</bdi>
          <span className={action ? 'chat-state chat-state-live' : 'chat-state'}>{action ?? standing(chat)}</span>
        </span>
        <Icon name="down" size={16} />
        {unreadElsewhere > 0 && (
          <span className="badge" aria-label={`${unreadElsewhere} unread in other chats`}>
            {unreadElsewhere}
          </span>
        )}
      </button>
      <IconButton
        icon="more"
        label={`${chat.title}: more`}
        aria-haspopup="menu"
        aria-expanded={menu !== undefined}
        onClick={(event) => setMenu(event.currentTarget)}
      />
      {switcher && (
        <ChatSwitcher anchor={switcher} person={person} openId={chat.chatId} onClose={() => setSwitcher(undefined)} />
      )}
      {menu && (
        <Menu anchor={menu} label="Chat" onClose={closeMenu}>
          <ChatMenuItems person={person} chat={chat} onDone={closeMenu} />
          <MenuItem
            icon="info"
            onSelect={() => {
              closeMenu();
              setInfo(true);
            }}
          >
            About this chat
          </MenuItem>
        </Menu>
      )}
      {info && <ChatInfoDialog chat={chat} onClose={() => setInfo(false)} />}
    </div>
  );
}

function ChatMenuItems({ person, chat, onDone }: { person: Person; chat: SeenChat; onDone: () => void }) {
  const { botId, chatId } = chat;
  const then = (work: () => Promise<void>) => () => {
    onDone();
    void work();
  };
  if (botId !== undefined) {
    return (
      <>
        <MenuItem icon="play" onSelect={then(() => startBot(person.id, botId))}>
          Start again
        </MenuItem>
        <MenuItem
          icon="block"
          checked={chat.blocked}
          onSelect={then(() => setBlocked(person.id, botId, !chat.blocked))}
        >
          Block the bot
        </MenuItem>
      </>
    );
  }
  const joined = isMember(chat);
  return (
    <MenuItem
      icon="leave"
      checked={joined}
      onSelect={then(() => (joined ? leaveChat(person.id, chatId) : joinChat(person, chatId)))}
    >
      Member
    </MenuItem>
  );
}

function standing(chat: SeenChat): string {
  if (chat.blocked) return 'blocked by you';
  if (chat.type === 'private') return 'bot';
  const noun = chat.type === 'channel' ? 'channel' : 'group';
  return isMember(chat) ? noun : `${noun}, not joined`;
}

function unreadBeside(unread: ReadonlyMap<string, number>, personId: number): number {
  let total = 0;
  for (const [key, count] of unread) if (key.startsWith(`${personId}:`)) total += count;
  return total;
}

/** What the bot says it is doing, until that is over. */
function useChatAction(personId: number, chatId: number): string | undefined {
  const current = useStore(world, (state) => state.chatActions.get(chatKey(personId, chatId)));
  const [, setNow] = useState(0);
  useEffect(() => {
    if (!current) return;
    const timer = window.setTimeout(() => setNow(Date.now()), current.until - Date.now() + 20);
    return () => window.clearTimeout(timer);
  }, [current]);
  if (!current || current.until <= Date.now()) return undefined;
  return ACTION_TEXTS[current.action] ?? `${current.action}…`;
}
