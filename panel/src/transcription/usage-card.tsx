import { Stack } from '@mui/material';
import { useText } from '../i18n/use-text';
import { DayChart } from '../pieces/day-chart';
import { PanelCard } from '../pieces/panel-card';
import { useDailyFigures } from '../pieces/use-daily-figures';

const DAYS = 30;

/** How much was listened to, day by day. */
export const UsageCard = () => {
  const text = useText();
  const days = useDailyFigures(DAYS);
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
