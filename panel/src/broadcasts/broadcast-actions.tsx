import PauseIcon from '@mui/icons-material/PauseOutlined';
import ResumeIcon from '@mui/icons-material/PlayArrowOutlined';
import CancelIcon from '@mui/icons-material/StopOutlined';
import TestIcon from '@mui/icons-material/MarkChatReadOutlined';
import { EditButton, TopToolbar, useNotify, useRecordContext, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { type TextKey, useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { ConfirmButton } from '../pieces/confirm-button';

/** What can be done with it as it stands. */
export const BroadcastActions = () => {
  const text = useText();
  const format = useFormat();
  const notify = useNotify();
  const refresh = useRefresh();
  const maySend = useMay('broadcasts:send');
  const broadcast = useRecordContext<Broadcast>();
  if (!broadcast || !maySend) return null;
  const { id, status, counts } = broadcast;
  const path = { broadcastId: id };
  const isUnbegun = status === 'draft' || status === 'scheduled';
  const done = (key: TextKey) => {
    notify(key);
    refresh();
  };
  return (
    <TopToolbar sx={{ flexWrap: 'wrap' }}>
      <ActionButton
        label={text('resources.broadcasts.test.action')}
        startIcon={<TestIcon />}
        size="small"
        onAct={async () => {
          await api.post('/broadcasts/{broadcastId}/test', { path });
          notify('resources.broadcasts.test.done');
        }}
      />
      {isUnbegun && <EditButton />}
      {status === 'scheduled' && (
        <ActionButton
          label={text('resources.broadcasts.unschedule.action')}
          size="small"
          onAct={async () => {
            await api.post('/broadcasts/{broadcastId}/unschedule', { path });
            done('resources.broadcasts.unschedule.done');
          }}
        />
      )}
      {status === 'running' && (
        <ActionButton
          label={text('resources.broadcasts.pause.action')}
          startIcon={<PauseIcon />}
          variant="outlined"
          size="small"
          onAct={async () => {
            await api.post('/broadcasts/{broadcastId}/pause', { path });
            done('resources.broadcasts.pause.done');
          }}
        />
      )}
      {status === 'paused' && (
        <ActionButton
          label={text('resources.broadcasts.resume.action')}
          startIcon={<ResumeIcon />}
          variant="contained"
          size="small"
          onAct={async () => {
            await api.post('/broadcasts/{broadcastId}/resume', { path });
            done('resources.broadcasts.resume.done');
          }}
        />
      )}
      {(isUnbegun || status === 'running' || status === 'paused') && (
        <ConfirmButton
          label={text(isUnbegun ? 'resources.broadcasts.cancel.discard' : 'resources.broadcasts.cancel.action')}
          question={
            isUnbegun
              ? text('resources.broadcasts.cancel.discardQuestion')
              : text('resources.broadcasts.cancel.question', {
                  smart_count: counts.open,
                  count: format.number(counts.open),
                })
          }
          icon={<CancelIcon />}
          color="error"
          variant="text"
          size="small"
          onConfirm={async () => {
            await api.post('/broadcasts/{broadcastId}/cancel', { path });
            done('resources.broadcasts.cancel.done');
          }}
        />
      )}
    </TopToolbar>
  );
};
