import { Alert, Box, Link, Stack, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useLive } from '../api/live';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { PanelCard } from '../pieces/panel-card';
import { BroadcastState } from './broadcast-state';
import { OutcomeBar, settledShare } from './outcome-bar';
import { useMeasuredRate } from './use-measured-rate';

const OUTCOMES = ['sent', 'blocked', 'invalid', 'failed', 'unknown'] as const;

/** How far it is, how it goes for whom, how fast, and how long it will take. */
export const ProgressCard = ({ broadcast }: { broadcast: Broadcast }) => {
  const text = useText();
  const format = useFormat();
  const { id, status, counts, audienceComplete } = broadcast;
  const isRunning = status === 'running';
  const rate = useMeasuredRate(broadcast);
  const pace = useLive('broadcasts')?.find((moving) => moving.id === id)?.pace;
  const leftSeconds = isRunning && counts.open > 0 && rate ? counts.open / rate : undefined;
  return (
    <PanelCard title={text('resources.broadcasts.progress.title')} action={<BroadcastState status={status} />}>
      <Stack gap={1.5}>
        <Stack direction="row" justifyContent="space-between" alignItems="baseline" flexWrap="wrap" columnGap={2}>
          <Typography variant="h5" component="p">
            {format.percent(settledShare(counts))}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {text(audienceComplete ? 'resources.broadcasts.progress.of' : 'resources.broadcasts.progress.ofSoFar', {
              done: format.number(counts.total - counts.open),
              total: format.number(counts.total),
            })}
          </Typography>
        </Stack>
        <OutcomeBar counts={counts} height={12} />
        <Box
          component="ul"
          sx={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fit, minmax(96px, 1fr))',
            gap: 1,
            listStyle: 'none',
            p: 0,
            m: 0,
          }}
        >
          {OUTCOMES.map((name) => (
            <li key={name}>
              <Link
                component={RouterLink}
                to={`/broadcasts/${id}/show?status=${name}`}
                color="inherit"
                underline="hover"
                display="block"
              >
                <Typography component="span" display="block" fontWeight={650}>
                  {format.number(counts[name])}
                </Typography>
                <Typography component="span" variant="caption" color="textSecondary">
                  {text(`resources.broadcasts.outcomes.${name}`)}
                </Typography>
              </Link>
            </li>
          ))}
        </Box>
        <Typography variant="body2" color="textSecondary">
          {[
            rate !== undefined && text('resources.broadcasts.progress.rate', { rate: format.number(rounded(rate)) }),
            pace && text('resources.broadcasts.progress.allowed', { rate: format.number(rounded(pace.perSecond)) }),
            leftSeconds !== undefined &&
              text('resources.broadcasts.progress.left', { time: format.duration(leftSeconds) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography>
        {pace?.waitingUntil && (
          <Alert severity="info">
            {text('resources.broadcasts.progress.waiting', { at: format.ago(pace.waitingUntil) })}
          </Alert>
        )}
      </Stack>
    </PanelCard>
  );
};

const rounded = (rate: number): number => (rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
