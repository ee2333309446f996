import { useCanAccess, useResourceDefinitions } from 'react-admin';

/** What no section is called; react-admin does not take an empty name. */
const NOWHERE = 'nowhere';

/** Whether an address such as `/orders?filter=…` leads anywhere for whoever is signed in. False until it is known. */
export function useOpens(address: string): boolean {
  const section = /^\/([^/?]+)/.exec(address)?.[1] ?? NOWHERE;
  const sections = useResourceDefinitions();
  const { canAccess = false } = useCanAccess({ resource: section, action: 'list' });
  return section in sections && canAccess;
}
