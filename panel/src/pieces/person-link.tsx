import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useOpens } from './use-opens';

/** Leads to the page of a person in the chat, for those who may look at people. */
export const PersonLink = ({ id, name }: { id: number; name?: string | null }) => {
  const page = `/users/${id}/show`;
  const label = <bdi>{name || id}</bdi>;
  if (!useOpens(page)) return label;
  return (
    <Link component={RouterLink} to={page} onClick={(event) => event.stopPropagation()}>
      {label}
    </Link>
  );
};
