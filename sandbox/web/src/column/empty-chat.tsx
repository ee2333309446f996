import type { BotView } from '../../../src/control/contract';
import { world } from '../state/live-world';
import { useStore } from '../state/use-store';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';

/** What a person sees before the first word: who the bot is. */
export function EmptyChat({ bot }: { bot: BotView }) {
  return (
    <div className="empty">
      <Avatar id={bot.id} name={bot.first_name} size={72} />
      <h3>
        <bdi>{bot.first_name}</bdi>
      </h3>
      <p className="empty-username">@{bot.username}</p>
      {bot.description && (
        <p className="empty-text" dir="auto">
          {bot.description}
        </p>
      )}
    </div>
  );
}

/** Before any bot has called: how to connect one. */
export function NoBotYet() {
  const apiRoot = useStore(world, (state) => state.info?.apiRoot);
  return (
    <div className="empty">
      <span className="empty-bell">
        <Icon name="bell" size={40} />
      </span>
      <h3>No bot yet</h3>
      {apiRoot ? (
        <>
          <p className="empty-text">Start your bot with this address instead of api.telegram.org. Any token will do.</p>
          <code className="empty-code">{apiRoot}</code>
        </>
      ) : (
        <p className="empty-text">Waiting for the sandbox…</p>
      )}
    </div>
  );
}
