import { Link } from '@mui/material';
import type { ReactNode } from 'react';
import { useCanAccess, useResourceDefinitions } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';

interface Props {
  /** The section where it is. */
  readonly section: string;
  readonly id: string | number;
  readonly children: ReactNode;
}

/** Leads to the page of a thing, when it has one and whoever is signed in may see it. */
export const ThingLink = ({ section, id, children }: Props) => {
  const sections = useResourceDefinitions();
  const { canAccess } = useCanAccess({ resource: section, action: 'show' });
  const label = <bdi>{children}</bdi>;
  if (!canAccess || !sections[section]?.hasShow) return label;
  return (
    <Link
      component={RouterLink}
      to={`/${section}/${encodeURIComponent(id)}/show`}
      onClick={(event) => event.stopPropagation()}
    >
      {label}
    </Link>
  );
};
