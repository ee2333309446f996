import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useState } from 'react';
import { useText } from '../i18n/use-text';
import { DayChart } from '../pieces/day-chart';
import { PanelCard } from '../pieces/panel-card';
import { useDailyFigures } from '../pieces/use-daily-figures';

const RANGES = [7, 30, 90] as const;
const SHOWN = [
  { figure: 'newUsers', to: '/users?sort=createdAt&order=DESC' },
  { figure: 'downloads', to: '/files?sort=downloadCount&order=DESC' },
  { figure: 'uploads', to: '/files?sort=createdAt&order=DESC' },
  { figure: 'orders', to: '/orders' },
  { figure: 'broadcasts', to: '/broadcasts' },
  { figure: 'transcriptions', to: '/transcription' },
] as const;

/** What happened day by day, over a week, a month or a quarter. */
export const DailyCharts = () => {
  const text = useText();
  const [days, setDays] = useState<number>(30);
  const figures = useDailyFigures(days);
  return (
    <PanelCard
      title={text('dashboard.charts.title')}
      action={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={days}
          aria-label={text('dashboard.charts.range')}
          onChange={(_event, chosen: number | null) => chosen !== null && setDays(chosen)}
        >
          {RANGES.map((range) => (
            <ToggleButton key={range} value={range}>
              {text('dashboard.charts.days', { smart_count: range })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            sm: 'repeat(2, minmax(0, 1fr))',
            lg: 'repeat(3, minmax(0, 1fr))',
          },
        }}
      >
        {SHOWN.map(({ figure, to }) => (
          <DayChart
            key={figure}
            title={text(`dashboard.charts.${figure}`)}
            to={to}
            points={figures.map((item) => ({ day: item.day, value: item[figure] }))}
          />
        ))}
      </Box>
    </PanelCard>
  );
};
