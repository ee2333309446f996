import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Stack } from '@mui/material';
import { api } from '../api/api';
import { useText } from '../i18n/use-text';
import { DayChart } from '../pieces/day-chart';
import { PanelCard } from '../pieces/panel-card';

const DAYS = 30;
const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 60_000;

/** How much was listened to, day by day. */
export const UsageCard = () => {
  const text = useText();
  const { data } = useQuery({
    queryKey: ['statistics', 'daily', DAYS],
    queryFn: ({ signal }) =>
      api.get('/statistics/daily', {
        query: { from: dayOf(Date.now() - (DAYS - 1) * DAY_MS), to: dayOf(Date.now()) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const days = data?.items ?? [];
  return (
    <PanelCard title={text('resources.transcription.usage.title')}>
      <Stack gap={3}>
        <DayChart
          title={text('resources.transcription.usage.requests')}
          points={days.map(({ day, transcriptions }) => ({ day, value: transcriptions }))}
        />
        <DayChart
          title={text('resources.transcription.usage.minutes')}
          points={days.map(({ day, audioSeconds }) => ({ day, value: Math.round(audioSeconds / 6) / 10 }))}
        />
      </Stack>
    </PanelCard>
  );
};

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
