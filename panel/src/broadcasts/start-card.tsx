import StartIcon from '@mui/icons-material/SendOutlined';
import { useQuery } from '@tanstack/react-query';
import { Alert, Skeleton, Stack, Typography } from '@mui/material';
import { useNotify, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';
import { PanelCard } from '../pieces/panel-card';
import { useFailureText } from '../pieces/use-failure-text';
import { ScheduleButton } from './schedule-button';

/** What starting it would mean, what is in the way, and the button that starts it. */
export const StartCard = ({ broadcast: { id, status, startAt } }: { broadcast: Broadcast }) => {
  const text = useText();
  const format = useFormat();
  const notify = useNotify();
  const refresh = useRefresh();
  const failureText = useFailureText();
  const isOpen = status === 'draft' || status === 'scheduled';
  const maySend = useMay('broadcasts:send') && isOpen;
  const { data, error } = useQuery({
    queryKey: ['broadcasts', 'preview', id],
    queryFn: ({ signal }) => api.get('/broadcasts/{broadcastId}/preview', { path: { broadcastId: id }, signal }),
    enabled: isOpen,
  });
  if (!isOpen) return null;
  const start = async () => {
    await api.post('/broadcasts/{broadcastId}/start', { path: { broadcastId: id } });
    notify('resources.broadcasts.start.done');
    refresh();
  };
  const reach = data && {
    smart_count: data.recipients,
    count: format.number(data.recipients),
    rate: format.number(data.perSecond),
    time: format.duration(data.expectedSeconds),
  };
  return (
    <PanelCard title={text('resources.broadcasts.start.title')}>
      <Stack gap={1.5}>
        {error && <Alert severity="error">{failureText(error)}</Alert>}
        {status === 'scheduled' && startAt && (
          <Alert severity="info">
            {text('resources.broadcasts.schedule.begins', { at: format.dateTime(startAt) })}
          </Alert>
        )}
        <Typography fontWeight={600}>
          {reach ? text('resources.broadcasts.audience.reach', reach) : !error && <Skeleton />}
        </Typography>
        {data?.problems.map(({ code, detail }) => (
          <Alert key={code} severity="warning">
            {detail}
          </Alert>
        ))}
        {maySend && reach && (
          <Stack direction="row" gap={1} flexWrap="wrap">
            <ConfirmButton
              label={text('resources.broadcasts.start.action')}
              question={text('resources.broadcasts.start.question', reach)}
              icon={<StartIcon />}
              variant="contained"
              disabled={data.problems.length > 0}
              onConfirm={start}
            />
            <ScheduleButton id={id} startAt={startAt} isDisabled={data.problems.length > 0} />
          </Stack>
        )}
      </Stack>
    </PanelCard>
  );
};
