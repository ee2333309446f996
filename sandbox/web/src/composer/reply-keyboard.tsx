import type { KeyboardButton, ReplyKeyboardMarkup } from '@grammyjs/types';
import type { OutgoingMessage, Person } from '../../../src/control/contract';

/** A made-up place: the middle of Tashkent. */
export const SHARED_PLACE = { latitude: 41.31115, longitude: 69.27975 };

/** The contact card of a person; the number is made from the id. */
export function contactOf(person: Person): NonNullable<OutgoingMessage['contact']> {
  const phoneNumber = `+99890${String(person.id % 10_000_000).padStart(7, '0')}`;
  return { phoneNumber, firstName: person.firstName, userId: person.id };
}

interface ReplyKeyboardProps {
  keyboard: ReplyKeyboardMarkup;
  person: Person;
  onSend: (message: Pick<OutgoingMessage, 'text' | 'contact' | 'location'>) => void;
}

/** The buttons a bot shows in place of the ordinary keyboard. */
export function ReplyKeyboard({ keyboard, person, onSend }: ReplyKeyboardProps) {
  return (
    <div className="reply-keyboard" role="group" aria-label="Keyboard of the bot">
      {keyboard.keyboard.map((row, index) => (
        <div key={index} className="reply-row">
          {row.map((button, column) => (
            <button key={column} type="button" dir="auto" onClick={() => onSend(messageOf(button, person))}>
              {typeof button === 'string' ? button : button.text}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

function messageOf(button: KeyboardButton | string, person: Person) {
  if (typeof button === 'string') return { text: button };
  if ('request_contact' in button && button.request_contact) return { contact: contactOf(person) };
  if ('request_location' in button && button.request_location) return { location: SHARED_PLACE };
  return { text: button.text };
}
