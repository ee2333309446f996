import { useNotify, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';

interface Props {
  readonly broadcast: Broadcast;
  readonly onDone: () => void;
}

/** Once more: where a passing failure was in the way, and, asked twice over, where nobody knows. */
export const SendAgainButtons = ({ broadcast: { id, status, counts }, onDone }: Props) => {
  const text = useText();
  const format = useFormat();
  const notify = useNotify();
  const refresh = useRefresh();
  const maySend = useMay('broadcasts:send');
  if (!maySend || status === 'cancelled') return null;
  const path = { broadcastId: id };
  const tell = ({ recipients }: { recipients: number }) => {
    notify('resources.broadcasts.again.done', {
      messageArgs: { smart_count: recipients, count: format.number(recipients) },
    });
    refresh();
    onDone();
  };
  return (
    <>
      {counts.failed > 0 && (
        <ConfirmButton
          label={text('resources.broadcasts.again.failed')}
          question={text('resources.broadcasts.again.failedQuestion', { count: format.number(counts.failed) })}
          size="small"
          onConfirm={async () => tell(await api.post('/broadcasts/{broadcastId}/retry-failed', { path }))}
        />
      )}
      {counts.unknown > 0 && (
        <ConfirmButton
          label={text('resources.broadcasts.again.unknown')}
          question={text('resources.broadcasts.again.unknownQuestion', { count: format.number(counts.unknown) })}
          color="error"
          size="small"
          onConfirm={async () => tell(await api.post('/broadcasts/{broadcastId}/resend-unknown', { path }))}
        />
      )}
    </>
  );
};
