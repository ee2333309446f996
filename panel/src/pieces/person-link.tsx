import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useMay } from '../admin/use-may';

/** Leads to the page of a person in the chat, for those who may look at people. */
export const PersonLink = ({ id, name }: { id: number; name?: string | null }) => {
  const mayRead = useMay('users:read');
  const label = <bdi>{name || id}</bdi>;
  if (!mayRead) return label;
  return (
    <Link component={RouterLink} to={`/users/${id}/show`} onClick={(event) => event.stopPropagation()}>
      {label}
    </Link>
  );
};
