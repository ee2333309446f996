import { usePermissions } from 'react-admin';
import type { Permission } from '../api/types';

/** Whether whoever is signed in may do something. False until it is known, so that no button appears and goes again. */
export function useMay(permission: Permission): boolean {
  const { permissions } = usePermissions<readonly Permission[]>();
  return permissions?.includes(permission) ?? false;
}
