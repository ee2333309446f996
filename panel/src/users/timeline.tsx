import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Box, Button, Typography } from '@mui/material';
import { api } from '../api/api';
import { useText } from '../i18n/use-text';
import { PanelCard } from '../pieces/panel-card';
import { useFailureText } from '../pieces/use-failure-text';
import { TimelineEvent } from './timeline-event';

const PAGE = 30;

/** Everything that happened to somebody, newest first, a page at a time. */
export const Timeline = ({ userId }: { userId: number }) => {
  const text = useText();
  const failureText = useFailureText();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['users', userId, 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/users/{userId}/timeline', {
        path: { userId },
        query: { limit: PAGE, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ before }) => before ?? undefined,
  });
  const events = data?.pages.flatMap(({ items }) => items);
  return (
    <PanelCard title={text('resources.users.timeline.title')}>
      {error && <Alert severity="error">{failureText(error)}</Alert>}
      {events?.length === 0 && <Typography color="textSecondary">{text('resources.users.timeline.none')}</Typography>}
      <Box component="ol" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {events?.map((event, index) => (
          <TimelineEvent key={index} event={event} />
        ))}
      </Box>
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage} sx={{ mt: 1 }}>
          {text('resources.users.timeline.older')}
        </Button>
      )}
    </PanelCard>
  );
};
