import type { Message } from '@grammyjs/types';
import { Icon } from '../ui/icon';

/** What a message carries besides text and files: a contact, a place, a poll or dice. */
export function Extras({ raw }: { raw: Message }) {
  if (raw.contact) {
    const { first_name, last_name, phone_number } = raw.contact;
    return (
      <p className="extra">
        <Icon name="people" size={18} />
        <span>
          <bdi>{[first_name, last_name].filter(Boolean).join(' ')}</bdi>
          <small>{phone_number}</small>
        </span>
      </p>
    );
  }
  const place = raw.venue?.location ?? raw.location;
  if (place) {
    return (
      <p className="extra">
        <Icon name="pin" size={18} />
        <span>
          <bdi>{raw.venue?.title ?? 'Location'}</bdi>
          <small>
            {place.latitude.toFixed(5)}, {place.longitude.toFixed(5)}
          </small>
        </span>
      </p>
    );
  }
  if (raw.poll) {
    return (
      <div className="poll">
        <strong dir="auto">{raw.poll.question}</strong>
        <ul>
          {raw.poll.options.map(({ text, voter_count }) => (
            <li key={text} dir="auto">
              {text} <small>{voter_count}</small>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (raw.dice) {
    return (
      <p className="big-emoji">
        {raw.dice.emoji} <small>{raw.dice.value}</small>
      </p>
    );
  }
  return null;
}
