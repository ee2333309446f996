import { Alert, Box, Card, CardContent, Chip, Stack, Typography } from '@mui/material';
import type { SystemStatus } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { Facts } from '../pieces/facts';
import { Moment } from '../pieces/moment';
import { useName } from '../pieces/use-name';

const COLOURS = { up: 'success', degraded: 'warning', down: 'error' } as const;

/** Whether all is well, and of what kind the application is. */
export const HealthCard = ({ status }: { status: SystemStatus | undefined }) => {
  const text = useText();
  const format = useFormat();
  const nameOf = useName();
  if (!status) return <Alert severity="info">{text('dashboard.health.unknown')}</Alert>;
  const { healthy, parts, alerts } = status;
  return (
    <Card>
      <CardContent>
        <Stack direction={{ xs: 'column', md: 'row' }} gap={3}>
          <Box flex={1}>
            <Alert severity={healthy ? 'success' : 'error'} sx={{ mb: 2 }} icon={healthy ? undefined : false}>
              <Typography component="h2" fontWeight={650}>
                {text(healthy ? 'dashboard.health.good' : 'dashboard.health.bad')}
              </Typography>
            </Alert>
            <Facts
              facts={[
                [text('dashboard.health.version'), `Bellhop ${status.version} · Node ${status.node}`],
                [text('dashboard.health.tier'), nameOf('dashboard.health.tiers', status.tier)],
                [text('dashboard.health.uptime'), format.span(status.uptimeSeconds)],
                [text('dashboard.health.memory'), format.bytes(status.residentBytes)],
                [text('dashboard.health.processes'), format.number(status.processes.length)],
              ]}
            />
          </Box>
          <Box flex={1}>
            <Typography variant="body2" color="textSecondary" gutterBottom component="h3">
              {text('dashboard.health.parts')}
            </Typography>
            <Stack direction="row" gap={1} flexWrap="wrap" component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
              {parts.map(({ name, state, details }) => (
                <Chip
                  key={name}
                  component="li"
                  size="small"
                  variant="outlined"
                  color={COLOURS[state]}
                  label={`${nameOf('dashboard.health.names', name)}: ${text(`dashboard.health.${state}`)}`}
                  title={factsOf(details)}
                />
              ))}
            </Stack>
            {alerts.length > 0 && <OpenAlerts alerts={alerts} />}
          </Box>
        </Stack>
      </CardContent>
    </Card>
  );
};

const factsOf = (details: SystemStatus['parts'][number]['details']): string =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** Where the words are for what an alert of a kind is about. */
const SUBJECT_NAMES: Record<string, string> = {
  breaker: 'dashboard.breakers.names',
  part: 'dashboard.health.names',
  queue: 'resources.jobs.queues',
  task: 'dashboard.tasks.names',
};

const OpenAlerts = ({ alerts }: Pick<SystemStatus, 'alerts'>) => {
  const text = useText();
  const nameOf = useName();
  const told = ({ kind, subject }: SystemStatus['alerts'][number]): string => {
    const what = nameOf('dashboard.alerts.kinds', kind);
    if (subject === null) return what;
    const names = SUBJECT_NAMES[kind];
    return `${what}: ${names === undefined ? subject : nameOf(names, subject)}`;
  };
  return (
    <Box mt={2}>
      <Typography variant="body2" color="textSecondary" gutterBottom component="h3">
        {text('dashboard.alerts.title')}
      </Typography>
      {alerts.map((alert) => (
        <Typography key={alert.key} variant="body2">
          {told(alert)} · <Moment at={alert.startedAt} />
        </Typography>
      ))}
    </Box>
  );
};
