import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Stack } from '@mui/material';
import { api } from '../api/api';
import type { Draft } from './use-draft';

/** Why what is kept could not be sent, while it can still be mended. */
export const DraftProblems = ({ draft: { id = 0, state, keptTimes } }: { draft: Draft }) => {
  const { data } = useQuery({
    queryKey: ['broadcasts', 'problems', id, keptTimes],
    queryFn: ({ signal }) => api.get('/broadcasts/{broadcastId}/preview', { path: { broadcastId: id }, signal }),
    enabled: id !== 0 && state === 'saved',
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  if (!data || data.problems.length === 0) return null;
  return (
    <Stack gap={1} mt={1.5}>
      {data.problems.map(({ code, detail }) => (
        <Alert key={code} severity="warning">
          {detail}
        </Alert>
      ))}
    </Stack>
  );
};
