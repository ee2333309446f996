import { Create, maxLength, regex, required, SimpleForm, TextInput } from 'react-admin';
import { SaveOnly } from '../pieces/save-only';
import { PermissionInput } from './permission-input';
import { LONGEST_DESCRIPTION, ROLE_NAME } from './role-rules';

const NewRoleForm = () => (
  <Create redirect="show">
    <SimpleForm toolbar={<SaveOnly />}>
      <TextInput
        source="name"
        validate={[required(), regex(ROLE_NAME, 'resources.roles.nameRule')]}
        helperText="resources.roles.nameRule"
      />
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

export default NewRoleForm;
