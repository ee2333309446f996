import RetryIcon from '@mui/icons-material/ReplayOutlined';
import { Box, Stack, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Job, Queue } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { Moment } from '../pieces/moment';

interface Props {
  readonly queue: Queue['name'];
  readonly job: Job;
  readonly onRetried: () => void;
}

/** One job: what it is about, how often it was tried, what was in the way, and, when it failed, another chance. */
export const JobRow = ({ queue, job, onRetried }: Props) => {
  const text = useText();
  const format = useFormat();
  const notify = useNotify();
  const mayRetry = useMay('system:write') && job.state === 'failed';
  const retry = async () => {
    await api.post('/queues/{queue}/jobs/{jobId}/retry', { path: { queue, jobId: job.id } });
    notify('resources.jobs.retry.begun');
    onRetried();
  };
  const payload = Object.entries(job.payload).map(([name, value]) => `${name}: ${shown(value)}`);
  return (
    <Stack
      component="li"
      direction={{ xs: 'column', sm: 'row' }}
      gap={1.5}
      px={2}
      py={1.5}
      sx={{ borderBottom: 1, borderColor: 'divider', alignItems: { xs: 'flex-start', sm: 'center' } }}
    >
      <Box flex={1} minWidth={0} maxWidth="100%">
        <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
          {job.name}{' '}
          <Typography component="span" variant="caption" color="textSecondary">
            {job.id}
          </Typography>
        </Typography>
        {payload.length > 0 && (
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            <bdi>{payload.join(' · ')}</bdi>
          </Typography>
        )}
        {job.failedReason && (
          <Typography variant="body2" color="error" sx={{ overflowWrap: 'anywhere' }}>
            <bdi>{job.failedReason}</bdi>
          </Typography>
        )}
      </Box>
      <Typography variant="caption" color="textSecondary" component="div" sx={{ textAlign: { sm: 'right' } }}>
        <Moment at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        <br />
        {text('resources.jobs.attempts', {
          made: format.number(job.attempts),
          allowed: format.number(job.attemptsAllowed),
        })}
      </Typography>
      {mayRetry && (
        <ActionButton
          label={text('panel.action.retry')}
          variant="outlined"
          size="small"
          startIcon={<RetryIcon />}
          onAct={retry}
        />
      )}
    </Stack>
  );
};

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
