import type { Person, SeenChat } from '../../../src/control/contract';
import { isMember, joinChat, leaveChat, setBlocked, startBot } from './membership';

interface JoinBarProps {
  person: Person;
  chat: SeenChat;
  /** Nothing was ever said in this chat. */
  untouched: boolean;
}

/** Stands where the text field would be, as long as this person can't write here. */
export function JoinBar({ person, chat, untouched }: JoinBarProps) {
  if (person.deactivated)
    return <p className="join-bar join-note">This account is deleted: it can’t write any more.</p>;
  const { botId, chatId } = chat;
  if (botId !== undefined && chat.blocked) {
    return <Action label="Unblock" onPress={() => setBlocked(person.id, botId, false)} />;
  }
  if (botId !== undefined && untouched)
    return <Action primary label="Start" onPress={() => startBot(person.id, botId)} />;
  const noun = chat.type === 'channel' ? 'channel' : 'group';
  if (!isMember(chat)) return <Action primary label={`Join ${noun}`} onPress={() => joinChat(person, chatId)} />;
  return <Action label={`Leave ${noun}`} onPress={() => leaveChat(person.id, chatId)} />;
}

function Action({ label, primary, onPress }: { label: string; primary?: boolean; onPress: () => Promise<void> }) {
  return (
    <div className="join-bar">
      <button type="button" className={primary ? 'button button-primary' : 'button'} onClick={() => void onPress()}>
        {label}
      </button>
    </div>
  );
}
