import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import type { PrincipalDirectory } from '../../accounts';
import type { Clock } from '../../common/clock';
import type { CallOf } from '../http/call';
import type { EventStreams } from './event-streams';
import type { listen } from './events.contract';
import { EventsController } from './events.controller';
import type { TopicSources } from './topic-sources';

it('a caller who is gone before the stream begins takes no place', async () => {
  const response = new PassThrough();
  response.destroy();
  const add = jest.fn();
  const controller = new EventsController(
    { isFull: false, add } as unknown as EventStreams,
    { needs: {} } as TopicSources,
    {} as PrincipalDirectory,
    {} as Clock,
  );
  const call = { query: { topics: [] }, principal: { permissions: [] }, response: response as unknown as Response };
  await controller.listen(call as unknown as CallOf<typeof listen>);
  expect(add).not.toHaveBeenCalled();
});
