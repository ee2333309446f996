import { Box, Stack } from '@mui/material';
import { useMay } from '../admin/use-may';
import { equalColumns } from '../pieces/columns';
import { GuardedPage } from '../pieces/guarded-page';
import { useLiveSection } from '../pieces/use-live-section';
import { EnginesCard } from './engines-card';
import { QueueCard } from './queue-card';
import { RequestList } from './request-list';
import { UsageCard } from './usage-card';

/** Speech to text: who waits, how much is used, what does the work, and every request; never what was said. */
const VoicePage = () => {
  const mayReadFigures = useMay('stats:read');
  useLiveSection('transcription', 'queues');
  return (
    <Stack gap={2} py={2}>
      <Box sx={equalColumns}>
        <Stack gap={2}>
          <QueueCard />
          <EnginesCard />
        </Stack>
        {mayReadFigures && <UsageCard />}
      </Box>
      <RequestList />
    </Stack>
  );
};

const PermittedVoicePage = () => (
  <GuardedPage resource="transcription" action="list">
    <VoicePage />
  </GuardedPage>
);

export default PermittedVoicePage;
