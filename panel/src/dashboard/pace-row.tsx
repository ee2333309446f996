import type { SystemStatus } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { useName } from '../pieces/use-name';
import { FigureCard, FigureGrid } from './figure-card';

/** What is going on just now: how fast messages go and may go, whether Telegram wants a pause, when it last spoke, and what fails. */
export const PaceRow = ({ status }: { status: SystemStatus }) => {
  const text = useText();
  const format = useFormat();
  const nameOf = useName();
  const { sending, sent, parts, processes, queues } = status;
  const receiver = parts.find(({ name }) => name === 'receiver')?.details;
  const pollAge = receiver?.lastContactSecondsAgo;
  const isPaused = sending?.waitingUntil != null;
  const sumOf = (count: 'waiting' | 'failed') =>
    queues ? format.number(queues.reduce((sum, queue) => sum + queue[count], 0)) : undefined;
  const limitText = ({ perSecond, limitPerSecond }: NonNullable<SystemStatus['sending']>) => {
    const numbers = { allowed: format.number(Math.round(perSecond * 10) / 10), limit: format.number(limitPerSecond) };
    return text(perSecond < limitPerSecond ? 'dashboard.pace.slowed' : 'dashboard.pace.limit', numbers);
  };
  return (
    <FigureGrid>
      <FigureCard
        name={text('dashboard.pace.rate')}
        value={sent ? format.number(sent.perSecond) : undefined}
        note={sending && limitText(sending)}
        to="/broadcasts"
      />
      <FigureCard
        name={text('dashboard.pace.flood')}
        value={sending ? text(isPaused ? 'dashboard.pace.paused' : 'dashboard.pace.none') : undefined}
        note={[
          sending?.waitingUntil && format.ago(sending.waitingUntil),
          sent && text('dashboard.pace.asked', { smart_count: sent.rateLimitedLastHour }),
        ]
          .filter(Boolean)
          .join(' · ')}
        to="/broadcasts"
      />
      <FigureCard
        name={text('dashboard.pace.poll')}
        value={typeof pollAge === 'number' ? text('dashboard.pace.seconds', { seconds: format.number(pollAge) }) : '–'}
        note={[receiver?.mode, receiver?.receiver]
          .filter((word) => typeof word === 'string')
          .map((word) => nameOf('dashboard.pace.receiving', word))
          .join(' · ')}
      />
      <FigureCard
        name={text('dashboard.pace.waiting')}
        value={sumOf('waiting')}
        note={text('dashboard.pace.inAllQueues')}
        to="/jobs?state=waiting"
      />
      <FigureCard
        name={text('dashboard.pace.failed')}
        value={sumOf('failed')}
        note={text('dashboard.pace.inAllQueues')}
        to="/jobs?state=failed"
      />
      <FigureCard
        name={text('dashboard.pace.errors')}
        value={format.number(processes.reduce((sum, { errorsLastMinute }) => sum + errorsLastMinute, 0))}
        note={text('dashboard.pace.lastMinute')}
        to="/errors"
      />
    </FigureGrid>
  );
};
