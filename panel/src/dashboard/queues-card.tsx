import { useLive } from '../api/live';
import type { Queue } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListLink } from '../pieces/list-link';
import { PanelCard } from '../pieces/panel-card';
import { SmallTable } from '../pieces/small-table';

const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How full each queue is, as it changes. `known` is what a question was answered, until the live line has something. */
export const QueuesCard = ({ known }: { known: readonly Queue[] | null | undefined }) => {
  const text = useText();
  const format = useFormat();
  const queues = useLive('queues') ?? known;
  const oldestWait = (name: string): string => {
    const wait = known?.find((queue) => queue.name === name)?.oldestWaitMs;
    return wait == null ? '' : format.span(wait / 1_000);
  };
  return (
    <PanelCard title={text('dashboard.queues.title')}>
      {queues === null && text('dashboard.queues.unknown')}
      <SmallTable
        head={[
          text('dashboard.queues.name'),
          ...STATES.map((state) => text(`dashboard.queues.${state}`)),
          text('dashboard.queues.oldest'),
        ]}
        numbersFrom={1}
        foldsOnPhone
        rows={(queues ?? []).map((queue) => ({
          key: queue.name,
          cells: [
            text(`resources.jobs.queues.${queue.name}`),
            ...STATES.map((state) => (
              <ListLink
                key={state}
                to={`/jobs?queue=${queue.name}&state=${state}`}
                color={state === 'failed' && queue.failed > 0 ? 'error' : 'inherit'}
              >
                {format.number(queue[state])}
              </ListLink>
            )),
            oldestWait(queue.name),
          ],
        }))}
      />
    </PanelCard>
  );
};
