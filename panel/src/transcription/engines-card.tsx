import { useQuery } from '@tanstack/react-query';
import { Alert, Stack, Typography } from '@mui/material';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { Moment } from '../pieces/moment';
import { PanelCard } from '../pieces/panel-card';
import { SmallTable } from '../pieces/small-table';
import { StateChip } from '../pieces/state-chip';
import { useFailureText } from '../pieces/use-failure-text';

const LOOK_AGAIN_MS = 30_000;
/** The circuit breakers of engines are named `transcription.<engine>`. */
const BREAKER = 'transcription.';
const TONES = { closed: 'good', open: 'bad', 'half-open': 'warn' } as const;

/** What does the work: each engine with its model, how fast it is, and whether it is left alone for the moment. */
export const EnginesCard = () => {
  const text = useText();
  const format = useFormat();
  const failureText = useFailureText();
  const { data, error } = useQuery({
    queryKey: ['transcription', 'engines'],
    queryFn: ({ signal }) => api.get('/transcription/engines', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const name = (column: 'engine' | 'model' | 'last' | 'factor' | 'finished' | 'audio') =>
    text(`resources.transcription.engines.${column}`);
  return (
    <PanelCard title={text('resources.transcription.engines.title')}>
      <EngineHealth />
      {error && <Alert severity="error">{failureText(error)}</Alert>}
      {data?.total === 0 && (
        <Typography color="textSecondary">{text('resources.transcription.engines.none')}</Typography>
      )}
      {data !== undefined && data.total > 0 && (
        <SmallTable
          head={[name('engine'), name('model'), name('last'), name('factor'), name('finished'), name('audio')]}
          numbersFrom={3}
          foldsOnPhone
          rows={data.items.map(({ engine, model, updatedAt, realTimeFactor, finished, audioSeconds }) => ({
            key: `${engine} ${model}`,
            cells: [
              engine,
              model,
              <Moment key="last" at={updatedAt} />,
              format.number(Math.round(realTimeFactor * 1_000) / 1_000),
              format.number(finished),
              format.span(Math.round(audioSeconds)),
            ],
          }))}
        />
      )}
      <Typography variant="caption" color="textSecondary" component="p" mt={1}>
        {text('resources.transcription.engines.hint')}
      </Typography>
    </PanelCard>
  );
};

/** The state of the room and of each engine's breaker, for those who may see how the system is. */
const EngineHealth = () => {
  const text = useText();
  const mayRead = useMay('system:read');
  const { data } = useQuery({
    queryKey: ['system', 'status'],
    queryFn: ({ signal }) => api.get('/system/status', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
    enabled: mayRead,
  });
  if (!data) return null;
  const room = data.parts.find((part) => part.name === 'transcription');
  const breakers = data.breakers.filter((breaker) => breaker.name.startsWith(BREAKER));
  return (
    <Stack direction="row" gap={1} mb={1.5} flexWrap="wrap" alignItems="center">
      {room && (
        <Typography variant="body2">
          {text('resources.transcription.engines.configured')}: <bdi>{String(room.details.engines ?? '—')}</bdi>
        </Typography>
      )}
      {breakers.map((breaker) => (
        <StateChip
          key={breaker.name}
          label={`${breaker.name.slice(BREAKER.length)}: ${text(`resources.transcription.engines.${breaker.state}`)}`}
          tone={TONES[breaker.state]}
        />
      ))}
    </Stack>
  );
};
