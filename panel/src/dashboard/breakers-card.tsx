import type { SystemStatus } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { PanelCard } from '../pieces/panel-card';
import { SmallTable } from '../pieces/small-table';
import { StateChip } from '../pieces/state-chip';
import { useName } from '../pieces/use-name';

const TONES = { closed: 'good', open: 'bad', 'half-open': 'warn' } as const;

/** Which of the things outside Bellhop leaves alone for the moment, because they failed too often. */
export const BreakersCard = ({ breakers }: Pick<SystemStatus, 'breakers'>) => {
  const text = useText();
  const format = useFormat();
  const nameOf = useName();
  return (
    <PanelCard title={text('dashboard.breakers.title')}>
      <SmallTable
        head={[text('dashboard.breakers.name'), text('dashboard.breakers.state'), text('dashboard.breakers.opened')]}
        numbersFrom={2}
        foldsOnPhone
        rows={breakers.map(({ name, state, timesOpened }) => ({
          key: name,
          cells: [
            <span key="name" title={name}>
              {nameOf('dashboard.breakers.names', name)}
            </span>,
            <StateChip key="state" label={text(`dashboard.breakers.${state}`)} tone={TONES[state]} />,
            format.number(timesOpened),
          ],
        }))}
      />
    </PanelCard>
  );
};
