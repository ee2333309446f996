import type { SystemStatus } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { Moment } from '../pieces/moment';
import { PanelCard } from '../pieces/panel-card';
import { SmallTable } from '../pieces/small-table';
import { StateChip } from '../pieces/state-chip';
import { useName } from '../pieces/use-name';

const TONES = { running: 'busy', done: 'good', failed: 'bad' } as const;

/** What the clock does, when it last did it, and how that ended. */
export const TasksCard = ({ tasks }: Pick<SystemStatus, 'tasks'>) => {
  const text = useText();
  const format = useFormat();
  const nameOf = useName();
  return (
    <PanelCard title={text('dashboard.tasks.title')}>
      <SmallTable
        head={[
          text('dashboard.tasks.name'),
          text('dashboard.tasks.last'),
          text('dashboard.tasks.outcome'),
          text('dashboard.tasks.duration'),
        ]}
        numbersFrom={3}
        foldsOnPhone
        rows={tasks.map(({ id, startedAt, durationMs, outcome }) => ({
          key: id,
          cells: [
            <span key="name" title={id}>
              {nameOf('dashboard.tasks.names', id)}
            </span>,
            <Moment key="at" at={startedAt} />,
            <StateChip key="outcome" label={text(`dashboard.tasks.${outcome}`)} tone={TONES[outcome]} />,
            durationMs === null ? '' : format.milliseconds(durationMs),
          ],
        }))}
      />
    </PanelCard>
  );
};
