import { CheckboxGroupInput, usePermissions } from 'react-admin';
import type { Permission } from '../api/types';
import { useText } from '../i18n/use-text';
import { allPermissions } from './permissions';

const IN_COLUMNS = {
  '& .MuiFormGroup-root': {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    width: 1,
  },
};

/** What the role permits, a box for each. Nobody permits what they may not do themselves. */
export const PermissionInput = () => {
  const text = useText();
  const { permissions: mine } = usePermissions<readonly Permission[]>();
  const choices = allPermissions.map((id) => ({
    id,
    name: text(`resources.roles.may.${id}`),
    disabled: mine?.includes(id) !== true,
  }));
  return (
    <CheckboxGroupInput
      source="permissions"
      choices={choices}
      translateChoice={false}
      helperText="resources.roles.permissionsHelp"
      defaultValue={[]}
      fullWidth
      sx={IN_COLUMNS}
    />
  );
};
