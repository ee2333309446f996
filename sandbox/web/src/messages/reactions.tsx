import type { SeenMessage } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { showMessage } from '../state/live-world';
import { attempt } from '../state/notices';

/** Puts this person's reaction on the message, or takes it back when it is there already. */
export async function toggleReaction(personId: number, message: SeenMessage, emoji: string): Promise<void> {
  const mine = message.reactions.some((reaction) => reaction.mine && reaction.emoji === emoji);
  const { chatId, messageId } = message;
  const changed = await attempt(controlApi.react(personId, chatId, messageId, mine ? null : emoji));
  if (changed) showMessage(personId, changed);
}

export function Reactions({ message, personId }: { message: SeenMessage; personId: number }) {
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions" role="group" aria-label="Reactions">
      {message.reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={mine}
          aria-label={`${emoji}, ${count}`}
          onClick={() => void toggleReaction(personId, message, emoji)}
        >
          {emoji} <span>{count}</span>
        </button>
      ))}
    </div>
  );
}
