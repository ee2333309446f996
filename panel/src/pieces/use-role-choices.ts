import { useQuery } from '@tanstack/react-query';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Choice } from './ask-button';

/** The roles there are, for those who may see them; undefined for others, and until they are known. */
export function useRoleChoices(): readonly Choice[] | undefined {
  const mayRead = useMay('roles:read');
  const { data } = useQuery({
    queryKey: ['roles', 'choices'],
    queryFn: ({ signal }) => api.get('/roles', { signal }),
    enabled: mayRead,
  });
  return data?.items.map(({ name }) => ({ id: name, name }));
}
