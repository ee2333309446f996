import { useQuery } from '@tanstack/react-query';
import { Typography } from '@mui/material';
import { api } from '../api/api';
import { useText } from '../i18n/use-text';
import { PanelCard } from '../pieces/panel-card';
import { SmallTable } from '../pieces/small-table';
import { StateChip } from '../pieces/state-chip';

const LOOK_AGAIN_MS = 30_000;
/** The circuit breakers of engines are named `transcription.<engine>`. */
const BREAKER = 'transcription.';
const TONES = { closed: 'good', open: 'bad', 'half-open': 'warn' } as const;

/** What does the work: which engines are set up with which model, and whether one is left alone for the moment. */
export const EnginesCard = () => {
  const text = useText();
  const { data } = useQuery({
    queryKey: ['system', 'status'],
    queryFn: ({ signal }) => api.get('/system/status', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const room = data?.parts.find((part) => part.name === 'transcription');
  const breakers = data?.breakers.filter((breaker) => breaker.name.startsWith(BREAKER)) ?? [];
  return (
    <PanelCard title={text('resources.transcription.engines.title')}>
      {room && (
        <Typography variant="body2" gutterBottom>
          {text('resources.transcription.engines.configured')}: <bdi>{String(room.details.engines ?? '—')}</bdi>
        </Typography>
      )}
      {breakers.length > 0 && (
        <SmallTable
          head={[text('resources.transcription.engines.engine'), text('resources.transcription.engines.state')]}
          rows={breakers.map(({ name, state }) => ({
            key: name,
            cells: [
              name.slice(BREAKER.length),
              <StateChip key="state" label={text(`resources.transcription.engines.${state}`)} tone={TONES[state]} />,
            ],
          }))}
        />
      )}
    </PanelCard>
  );
};
