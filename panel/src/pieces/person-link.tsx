import { Typography } from '@mui/material';
import { useGetManyAggregate } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Person } from '../api/types';
import { shortNameOf } from './person-name';
import { ThingLink } from './thing-link';

/** A name is seldom changed. */
const FRESH_MS = 60_000;

interface Props {
  readonly id: number;
  /** Where it came along already. */
  readonly name?: string | null;
}

/**
 * The name of a person in the chat, or what stands for it. The names of all who are shown together are asked for at once, and only
 * by those who may see people: for others, and until they come, the id has to do.
 */
function usePersonName({ id, name: known }: Props): string {
  const mayRead = useMay('users:read');
  const { data: [person] = [] } = useGetManyAggregate<Person>(
    'users',
    { ids: [id] },
    { enabled: mayRead && !known, staleTime: FRESH_MS },
  );
  return known || (person ? shortNameOf(person) : String(id));
}

/** Says who it is where the whole row leads somewhere else. */
export const PersonName = (props: Props) => <bdi>{usePersonName(props)}</bdi>;

/** Leads to the page of a person in the chat, by their name, with their id beside it. */
export const PersonLink = (props: Props) => {
  const { id } = props;
  const name = usePersonName(props);
  return (
    <>
      <ThingLink section="users" id={id}>
        {name}
      </ThingLink>
      {name !== String(id) && (
        <Typography component="span" variant="caption" color="textSecondary">
          {' '}
          {id}
        </Typography>
      )}
    </>
  );
};
