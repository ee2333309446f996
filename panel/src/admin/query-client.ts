import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';

const ATTEMPTS = 3;

/** What was refused is refused again; what did not arrive may arrive the next time. */
const mayHeal = (error: unknown): boolean => !(error instanceof Problem) || error.document.retryable === true;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < ATTEMPTS && mayHeal(error),
      staleTime: 2_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
