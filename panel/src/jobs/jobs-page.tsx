import { Alert, Card, Stack, Tab, Tabs, type TabsActions } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Title } from 'react-admin';
import { api } from '../api/api';
import { useLive, useOnLive } from '../api/live';
import type { Job, Queue } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { EmptyState } from '../pieces/empty-state';
import { GuardedPage } from '../pieces/guarded-page';
import { Pager } from '../pieces/pager';
import { useAddressed } from '../pieces/use-addressed';
import { useFailureText } from '../pieces/use-failure-text';
import { JobRow } from './job-row';

const QUEUES = ['media', 'delivery', 'orders', 'transcription', 'maintenance'] as const satisfies Queue['name'][];
const STATES = ['failed', 'waiting', 'active', 'delayed', 'completed'] as const satisfies Job['state'][];
/** The API looks at so many jobs of a queue; whoever has more has another problem than finding one of them. */
const DEEPEST_JOB = 2_000;

/** Background work by queue and state: what waits, what failed and why, and another chance for it. */
const JobsPage = () => {
  const text = useText();
  const format = useFormat();
  const failureText = useFailureText();
  const [address, go] = useAddressed({ queue: 'media', state: 'failed', page: '1', pageSize: '25' });
  const queue = QUEUES.find((name) => name === address.queue) ?? 'media';
  const state = STATES.find((name) => name === address.state) ?? 'failed';
  const page = Number(address.page);
  const pageSize = Number(address.pageSize);
  const live = useLive('queues');
  const { data, error, refetch } = useQuery({
    queryKey: ['jobs', queue, state, page, pageSize],
    queryFn: ({ signal }) =>
      api.get('/queues/{queue}/jobs', { path: { queue }, query: { state, page, pageSize }, signal }),
  });
  useOnLive('queues', () => void refetch());
  const states = useRef<TabsActions>(null);
  // The names grow and shrink with their numbers, and the line below the chosen one has to follow.
  useEffect(() => states.current?.updateIndicator(), [live]);
  const countOf = (name: Queue['name'], of: Job['state']): number | undefined =>
    of === 'completed' ? undefined : live?.find((known) => known.name === name)?.[of];
  const label = (name: string, count: number | undefined) =>
    count === undefined ? name : `${name} · ${format.number(count)}`;

  return (
    <Stack gap={2} py={2}>
      <Title title={text('resources.jobs.name', { smart_count: 2 })} />
      <Card>
        <Tabs
          value={queue}
          onChange={(_event, name: string) => go({ queue: name, page: '1' })}
          variant="scrollable"
          allowScrollButtonsMobile
          aria-label={text('resources.jobs.fields.queue')}
        >
          {QUEUES.map((name) => (
            <Tab key={name} value={name} label={text(`resources.jobs.queues.${name}`)} />
          ))}
        </Tabs>
        <Tabs
          action={states}
          value={state}
          onChange={(_event, name: string) => go({ state: name, page: '1' })}
          variant="scrollable"
          allowScrollButtonsMobile
          aria-label={text('resources.jobs.fields.state')}
          sx={{ borderTop: 1, borderColor: 'divider' }}
        >
          {STATES.map((name) => (
            <Tab key={name} value={name} label={label(text(`resources.jobs.states.${name}`), countOf(queue, name))} />
          ))}
        </Tabs>
      </Card>
      {error && <Alert severity="error">{failureText(error)}</Alert>}
      {data?.items.length === 0 && (
        <EmptyState
          title={text(state === 'failed' ? 'resources.jobs.empty.noFailures' : 'resources.jobs.empty.title')}
          hint={text(state === 'failed' ? 'resources.jobs.empty.failedHint' : 'resources.jobs.empty.hint')}
        />
      )}
      {data && data.items.length > 0 && (
        <Card>
          <Stack component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
            {data.items.map((job) => (
              <JobRow key={job.id} queue={queue} job={job} onRetried={() => void refetch()} />
            ))}
          </Stack>
          <Pager total={data.total} deepest={DEEPEST_JOB} page={page} pageSize={pageSize} go={go} />
        </Card>
      )}
    </Stack>
  );
};

const PermittedJobsPage = () => (
  <GuardedPage resource="jobs" action="list">
    <JobsPage />
  </GuardedPage>
);

export default PermittedJobsPage;
