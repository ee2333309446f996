import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api/api';

const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 60_000;

/** What was counted on each of the last days, today included and last; empty until it is known. */
export function useDailyFigures(days: number) {
  const { data } = useQuery({
    queryKey: ['statistics', 'daily', days],
    queryFn: ({ signal }) =>
      api.get('/statistics/daily', { query: { from: dayBefore(days - 1), to: dayBefore(0) }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return data?.items ?? [];
}

const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
