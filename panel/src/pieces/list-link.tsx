import { Link, type LinkProps } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useOpens } from './use-opens';

interface Props extends Pick<LinkProps, 'color' | 'children'> {
  readonly to: string;
}

/** Leads to a list for those who may see it; for others it is just what it says. */
export const ListLink = ({ to, children, color = 'inherit' }: Props) =>
  useOpens(to) ? (
    <Link component={RouterLink} to={to} color={color} underline="hover" onClick={(event) => event.stopPropagation()}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
