import { Create, maxLength, required, SimpleForm, TextInput } from 'react-admin';
import type { Role } from '../api/types';
import { SaveOnly } from '../pieces/save-only';
import { PermissionInput } from './permission-input';
import { LONGEST_DESCRIPTION, ROLE_NAME } from './role-rules';

const NewRoleForm = () => (
  <Create redirect="show" transform={withDescription}>
    <SimpleForm toolbar={<SaveOnly />}>
      <TextInput source="name" validate={[required(), isRoleName]} helperText="resources.roles.nameRule" />
      <TextInput
        source="description"
        validate={maxLength(LONGEST_DESCRIPTION)}
        defaultValue=""
        parse={(value: string | null) => value ?? ''}
        fullWidth
      />
      <PermissionInput />
    </SimpleForm>
  </Create>
);

/** An input that was left alone holds nothing, for which a description has the empty text. */
const withDescription = (role: Partial<Role>) => ({ ...role, description: role.description ?? '' });

/** Said before it is sent; the application says the same. */
const isRoleName = (value: string | null | undefined) =>
  ROLE_NAME.test(value ?? '') ? undefined : 'resources.roles.nameRule';

export default NewRoleForm;
