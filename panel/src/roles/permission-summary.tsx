import { Box } from '@mui/material';
import type { Permission } from '../api/types';
import { useText } from '../i18n/use-text';
import { allPermissions } from './permissions';

/** In one paragraph of words what a role permits. */
export const PermissionSummary = ({ permissions }: { permissions: readonly Permission[] }) => {
  const text = useText();
  const isEverything = allPermissions.every((permission) => permissions.includes(permission));
  const words = allPermissions
    .filter((permission) => permissions.includes(permission))
    .map((permission) => text(`resources.roles.may.${permission}`));
  if (isEverything) return text('resources.roles.everything');
  return (
    <Box component="span" sx={{ color: words.length === 0 ? 'text.secondary' : undefined }}>
      {words.length === 0 ? text('resources.roles.nothing') : words.join(' · ')}
    </Box>
  );
};
