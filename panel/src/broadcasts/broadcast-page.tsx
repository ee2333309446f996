import { Alert, Box, Stack } from '@mui/material';
import { Show, useRecordContext, useShowContext } from 'react-admin';
import { useOnLive } from '../api/live';
import type { Broadcast } from '../api/types';
import { useText } from '../i18n/use-text';
import { mainAndAside } from '../pieces/columns';
import { PanelCard } from '../pieces/panel-card';
import { BroadcastActions } from './broadcast-actions';
import { BroadcastFacts } from './broadcast-facts';
import { LedgerCard } from './ledger-card';
import { MessagePreview } from './message-preview';
import { ProgressCard } from './progress-card';
import { StartCard } from './start-card';

/** One broadcast from its draft to its ledger, as it moves. */
const BroadcastPage = () => (
  <Show actions={<BroadcastActions />} component="div">
    <Details />
  </Show>
);

const Details = () => {
  const text = useText();
  const broadcast = useRecordContext<Broadcast>();
  const { refetch } = useShowContext();
  useOnLive('broadcasts', () => void refetch());
  if (!broadcast) return null;
  const { status, pauseReason, startedAt } = broadcast;
  const hasBegun = startedAt !== null;
  return (
    <Stack gap={2}>
      {status === 'paused' && (
        <Alert severity="warning">{text(`resources.broadcasts.paused.${pauseReason ?? 'admin'}`)}</Alert>
      )}
      <Box sx={mainAndAside}>
        <Stack gap={2}>
          {hasBegun ? <ProgressCard broadcast={broadcast} /> : <StartCard broadcast={broadcast} />}
          <PanelCard title={text('resources.broadcasts.about')}>
            <BroadcastFacts broadcast={broadcast} />
          </PanelCard>
        </Stack>
        <PanelCard title={text('resources.broadcasts.message.preview')}>
          <MessagePreview message={broadcast} sentAt={broadcast.startedAt ?? broadcast.startAt} />
        </PanelCard>
      </Box>
      {hasBegun && <LedgerCard broadcast={broadcast} />}
    </Stack>
  );
};

export default BroadcastPage;
