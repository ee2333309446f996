import { useStore } from '../state/use-store';
import { world } from '../state/live-world';
import { chatsOf } from '../column/chats-of';
import { Avatar } from '../ui/avatar';
import { Dialog } from '../ui/dialog';

interface ChatChooserProps {
  title: string;
  personId: number;
  onChoose: (chatId: number) => void;
  onClose: () => void;
}

/** Asks into which of this person's chats something should go. */
export function ChatChooser({ title, personId, onChoose, onClose }: ChatChooserProps) {
  const state = useStore(world, (current) => current);
  const chats = chatsOf(state, personId).filter(({ canSend }) => canSend);
  return (
    <Dialog title={title} onClose={onClose} className="chooser">
      <ul className="chooser-list">
        {chats.map((chat) => (
          <li key={chat.chatId}>
            <button type="button" className="chat-row" onClick={() => onChoose(chat.chatId)}>
              <Avatar id={chat.chatId} name={chat.title} size={38} />
              <span className="chat-row-text">
                <bdi className="chat-row-title">{chat.title}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
