import { Box, Stack, Typography, useTheme } from '@mui/material';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListLink } from './list-link';

interface Point {
  /** As `2026-11-22`. */
  readonly day: string;
  readonly value: number;
}

interface Props {
  readonly title: string;
  /** Where the list is that the bars count. */
  readonly to?: string;
  readonly points: readonly Point[];
}

const WIDTH = 300;
const HEIGHT = 96;
const GAP = 0.25;

/** A bar for each day. Pointing at one tells its number; whoever can't see bars is told the whole and the last day. */
export const DayChart = ({ title, to, points }: Props) => {
  const text = useText();
  const format = useFormat();
  const { palette } = useTheme();
  const [pointed, setPointed] = useState<number>();
  const total = points.reduce((sum, { value }) => sum + value, 0);
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const step = WIDTH / Math.max(1, points.length);
  const at = pointed === undefined ? undefined : points[pointed];
  const whole = text('dashboard.charts.total', { count: format.number(total) });
  return (
    <Box>
      <Stack direction="row" justifyContent="space-between" alignItems="baseline" mb={0.5}>
        <Typography variant="body2" fontWeight={600} component="h3">
          {to ? <ListLink to={to}>{title}</ListLink> : title}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {at ? `${format.date(at.day)}: ${format.number(at.value)}` : whole}
        </Typography>
      </Stack>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        height={HEIGHT}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${whole}`}
        onPointerLeave={() => setPointed(undefined)}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={palette.divider} />
        {points.map(({ day, value }, index) => {
          const height = value === 0 ? 0 : Math.max(2, (value / highest) * (HEIGHT - 4));
          return (
            <g key={day} onPointerEnter={() => setPointed(index)}>
              <rect x={index * step} y={0} width={step} height={HEIGHT} fill="transparent" />
              <rect
                x={index * step + (step * GAP) / 2}
                y={HEIGHT - height - 1}
                width={step * (1 - GAP)}
                height={height}
                fill={palette.primary.main}
                opacity={pointed === undefined || pointed === index ? 1 : 0.45}
              />
            </g>
          );
        })}
      </svg>
      <Stack direction="row" justifyContent="space-between">
        {[points[0], points.at(-1)].map((point, index) => (
          <Typography key={index} variant="caption" color="textSecondary">
            {point && format.date(point.day)}
          </Typography>
        ))}
      </Stack>
    </Box>
  );
};
