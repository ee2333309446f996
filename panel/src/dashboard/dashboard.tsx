import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Box, Stack } from '@mui/material';
import { Title } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import { useOnLive } from '../api/live';
import { useText } from '../i18n/use-text';
import { equalColumns } from '../pieces/columns';
import { BreakersCard } from './breakers-card';
import { DailyCharts } from './daily-charts';
import { ErrorsCard } from './errors-card';
import { FiguresRow } from './figures-row';
import { HealthCard } from './health-card';
import { PaceRow } from './pace-row';
import { QueuesCard } from './queues-card';
import { TasksCard } from './tasks-card';

/** Ages and memory go on changing while nothing happens that the live line would tell. */
const LOOK_AGAIN_MS = 10_000;
const STATUS = ['system', 'status'];

/** Whether all is well, in one glance; each number leads to what it counts. */
const Dashboard = () => {
  const text = useText();
  const mayReadSystem = useMay('system:read');
  const mayReadFigures = useMay('stats:read');
  return (
    <Stack gap={2} py={2}>
      <Title title={text('dashboard.title')} />
      {mayReadFigures && <FiguresRow />}
      {mayReadFigures && <DailyCharts />}
      {mayReadSystem && <SystemCards />}
    </Stack>
  );
};

const SystemCards = () => {
  const queries = useQueryClient();
  const { data: status } = useQuery({
    queryKey: STATUS,
    queryFn: ({ signal }) => api.get('/system/status', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  useOnLive('status', () => void queries.invalidateQueries({ queryKey: STATUS }));
  return (
    <>
      <HealthCard status={status} />
      {status && <PaceRow status={status} />}
      <Box sx={equalColumns}>
        <Stack gap={2}>
          <QueuesCard known={status?.queues} />
          <BreakersCard breakers={status?.breakers ?? []} />
          <ErrorsCard errors={status?.recentErrors} />
        </Stack>
        <TasksCard tasks={status?.tasks ?? []} />
      </Box>
    </>
  );
};

export default Dashboard;
