import { Edit, maxLength, SimpleForm, TextInput } from 'react-admin';
import { SaveOnly } from '../pieces/save-only';
import { PermissionInput } from './permission-input';
import { LONGEST_DESCRIPTION } from './role-rules';

/** What a role permits, for everybody who has it. */
const RoleForm = () => (
  <Edit mutationMode="pessimistic" redirect="show">
    <SimpleForm toolbar={<SaveOnly />}>
      <TextInput
        source="description"
        validate={maxLength(LONGEST_DESCRIPTION)}
        parse={(value: string | null) => value ?? ''}
        fullWidth
      />
      <PermissionInput />
    </SimpleForm>
  </Edit>
);

export default RoleForm;
