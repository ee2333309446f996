import { type Bot } from '../world/bot';
import { type Chat } from '../world/chat';
import { isPresent } from '../world/member';
import { type StoredMessage } from '../world/message';
import { type Person } from '../world/person';
import { type World } from '../world/world';
import { ControlError } from './control-error';

/** Finds what control calls name by id. All methods throw ControlError `not_found`. */
export class Lookup {
  constructor(private readonly world: World) {}

  person(id: number): Person {
    const person = this.world.people.get(id);
    if (!person) throw new ControlError('not_found', `There is no person ${id}`);
    return person;
  }

  bot(id?: number): Bot {
    const bot = id === undefined ? this.world.firstBot() : this.world.bots.get(id);
    if (!bot) throw new ControlError('not_found', id === undefined ? 'There is no bot yet' : `There is no bot ${id}`);
    return bot;
  }

  group(id: number): Chat {
    const chat = this.world.groups.get(id);
    if (!chat) throw new ControlError('not_found', `There is no chat ${id}`);
    return chat;
  }

  /** A chat by the id a person knows it under; private chats need not have been started. */
  chatOf(person: Person, chatId?: number): Chat {
    if (chatId === undefined || chatId > 0) return this.world.viewPrivateChat(this.bot(chatId), person);
    const chat = this.group(chatId);
    if (!chat.username && !isPresent(chat.members.get(person.id))) {
      throw new ControlError('not_found', `Person ${person.id} is not in chat ${chatId}`);
    }
    return chat;
  }

  message(chat: Chat, messageId: number): StoredMessage {
    const message = chat.message(messageId);
    if (!message) throw new ControlError('not_found', `There is no message ${messageId} in this chat`);
    return message;
  }
}
