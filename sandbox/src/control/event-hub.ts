import { type FaultList } from '../faults/fault-list';
import { type CallLog } from '../server/call-log';
import { type Chat } from '../world/chat';
import { type Person } from '../world/person';
import { type World, type WorldEvent } from '../world/world';
import { type EventListener, type EventQuery, type SandboxEvent } from './contract';
import { seeChat, viewersOf } from './see-chat';
import { seeMessage } from './see-message';

interface Subscriber {
  listener: EventListener;
  people: ReadonlySet<number> | undefined;
  types: ReadonlySet<string> | undefined;
}

/** Hands what happens to whoever watches. While nobody does, nothing is rendered and nothing costs time. */
export class EventHub {
  private readonly subscribers = new Set<Subscriber>();

  constructor(
    private readonly world: World,
    private readonly faults: FaultList,
    private readonly calls: CallLog,
  ) {
    faults.onChange(() => {
      if (this.subscribers.size > 0) this.publish({ type: 'faults', faults: this.faults.list() });
    });
  }

  subscribe(listener: EventListener, query: EventQuery = {}): () => void {
    const subscriber: Subscriber = {
      listener,
      people: query.people && new Set(query.people),
      types: query.types && new Set(query.types),
    };
    this.subscribers.add(subscriber);
    this.attach();
    return () => {
      this.subscribers.delete(subscriber);
      this.attach();
    };
  }

  /** Sends an event that doesn't come from the world itself. */
  publish(event: SandboxEvent): void {
    const personId = 'personId' in event ? event.personId : undefined;
    for (const { listener, people, types } of this.subscribers) {
      if (types && !types.has(event.type)) continue;
      if (personId !== undefined && people && !people.has(personId)) continue;
      listener(event);
    }
  }

  private attach(): void {
    const watched = this.subscribers.size > 0;
    this.world.listener = watched ? (event) => this.translate(event) : undefined;
    const wantsCalls = [...this.subscribers].some(({ types }) => !types || types.has('call'));
    this.calls.listener = wantsCalls ? (call) => this.publish({ type: 'call', call }) : undefined;
  }

  private translate(event: WorldEvent): void {
    switch (event.type) {
      case 'message':
      case 'edit':
        this.forViewers(event.chat, (person) => ({
          type: event.type,
          personId: person.id,
          message: seeMessage(this.world, event.message, person),
        }));
        break;
      case 'delete':
        this.forViewers(event.chat, ({ id }) => ({
          type: 'delete',
          personId: id,
          chatId: event.chat.idForPeople,
          messageIds: event.messageIds,
        }));
        break;
      case 'action':
        this.forViewers(event.chat, ({ id }) => ({
          type: 'chatAction',
          personId: id,
          chatId: event.chat.idForPeople,
          botId: event.bot.id,
          action: event.action,
        }));
        break;
      case 'chat':
        this.forViewers(event.chat, (person) => ({
          type: 'chat',
          personId: person.id,
          chat: seeChat(this.world, event.chat, person),
        }));
        break;
      case 'person':
        this.publish({ type: 'person', person: event.person.toView() });
        break;
      case 'bot':
        this.publish({ type: 'bot', bot: event.bot.toView() });
        break;
    }
  }

  private forViewers(chat: Chat, render: (person: Person) => SandboxEvent): void {
    for (const person of viewersOf(chat)) if (this.isWatched(person.id)) this.publish(render(person));
  }

  private isWatched(personId: number): boolean {
    for (const { people } of this.subscribers) if (!people || people.has(personId)) return true;
    return false;
  }
}
