import type { ReactNode } from 'react';
import { AccessDenied, CanAccess, Loading } from 'react-admin';

interface Props {
  readonly resource: string;
  readonly action: 'list' | 'show' | 'create' | 'edit';
  readonly children: ReactNode;
}

/** A page made by hand, for those who may do what it is for. react-admin's own pages ask by themselves. */
export const GuardedPage = ({ children, ...wanted }: Props) => (
  <CanAccess {...wanted} loading={<Loading />} accessDenied={<AccessDenied />}>
    {children}
  </CanAccess>
);
