import { PrincipalDirectory } from '../../accounts';
import { Clock } from '../../common/clock';
import { TooManyStreams } from '../http/api.errors';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { EventStreams } from './event-streams';
import { listen, type Topic } from './events.contract';
import { TopicSources } from './topic-sources';

/** Changes as they happen. */
@ApiController()
export class EventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly sources: TopicSources,
    private readonly principals: PrincipalDirectory,
    private readonly clock: Clock,
  ) {}

  @Serves(listen)
  async listen(@Call() { query, principal, response }: CallOf<typeof listen>): Promise<void> {
    // Who is gone already would stay for ever.
    if (response.destroyed) return;
    if (this.streams.isFull) throw new TooManyStreams();
    const topics = query.topics.filter((topic) => principal.permissions.includes(this.sources.needs[topic]));
    const ended = new Promise<void>((resolve) => response.once('close', resolve));
    const expiresAt = principal.expiresAt.getTime();
    this.streams.add({
      response,
      topics,
      isWelcome: async () => {
        const present = await this.principals.find(principal.sessionId);
        const mayRead = (topic: Topic): boolean => present?.permissions.includes(this.sources.needs[topic]) ?? false;
        return this.clock.now() < expiresAt && present !== null && topics.every(mayRead);
      },
    });
    await ended;
  }
}
