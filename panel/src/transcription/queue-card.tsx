import { useQuery } from '@tanstack/react-query';
import { Alert, Typography } from '@mui/material';
import { useNotify, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';
import { PanelCard } from '../pieces/panel-card';
import { PersonLink } from '../pieces/person-link';
import { SmallTable } from '../pieces/small-table';
import { useFailureText } from '../pieces/use-failure-text';
import { RequestState } from './request-state';

/** Estimates go on changing while nobody comes or goes. */
const LOOK_AGAIN_MS = 3_000;
/** A line may be long; who waits behind these is in the list of requests. */
const MOST_SHOWN = 20;

/** Who is in line or being listened to, now. */
export const QueueCard = () => {
  const text = useText();
  const format = useFormat();
  const failureText = useFailureText();
  const mayCancel = useMay('users:write');
  const { data, error } = useQuery({
    queryKey: ['transcription', 'queue'],
    queryFn: ({ signal }) => api.get('/transcription/queue', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const items = data?.items ?? [];
  const name = (column: 'position' | 'who' | 'state' | 'length' | 'wait') =>
    text(`resources.transcription.queue.${column}`);
  return (
    <PanelCard title={text('resources.transcription.queue.title')}>
      {error && <Alert severity="error">{failureText(error)}</Alert>}
      {data?.total === 0 && <Typography color="textSecondary">{text('resources.transcription.queue.none')}</Typography>}
      {items.length > 0 && (
        <SmallTable
          head={[name('position'), name('who'), name('state'), name('length'), name('wait'), '']}
          rows={items.slice(0, MOST_SHOWN).map(({ id, userId, state, durationSeconds, position, waitMs }) => ({
            key: String(id),
            cells: [
              position === 0 ? '' : format.number(position),
              <PersonLink key="who" id={userId} />,
              <RequestState key="state" state={state} />,
              durationSeconds === null ? '' : format.span(durationSeconds),
              position === 0 ? '' : format.span(Math.round(waitMs / 1_000)),
              mayCancel && <Cancel key="cancel" id={id} />,
            ],
          }))}
        />
      )}
      {items.length > MOST_SHOWN && (
        <Typography variant="caption" color="textSecondary">
          {text('resources.transcription.queue.more', { count: format.number(items.length - MOST_SHOWN) })}
        </Typography>
      )}
    </PanelCard>
  );
};

const Cancel = ({ id }: { id: number }) => {
  const text = useText();
  const notify = useNotify();
  const refresh = useRefresh();
  const cancel = async () => {
    const { outcome } = await api.post('/transcription/queue/{requestId}/cancel', { path: { requestId: id } });
    notify(`resources.transcription.cancel.${outcome}`);
    refresh();
  };
  return (
    <ConfirmButton
      label={text('resources.transcription.cancel.action')}
      question={text('resources.transcription.cancel.question')}
      color="error"
      variant="text"
      size="small"
      onConfirm={cancel}
    />
  );
};
