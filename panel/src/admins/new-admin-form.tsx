import {
  Create,
  minLength,
  NumberInput,
  PasswordInput,
  required,
  SelectInput,
  SimpleForm,
  TextInput,
} from 'react-admin';
import { useText } from '../i18n/use-text';
import { SaveOnly } from '../pieces/save-only';
import { useRoleChoices } from '../pieces/use-role-choices';
import { SHORTEST_PASSWORD, USERNAME } from './account-rules';

const NewAdminForm = () => {
  const text = useText();
  const roles = useRoleChoices();
  return (
    <Create redirect="show">
      <SimpleForm toolbar={<SaveOnly />}>
        <TextInput
          source="username"
          validate={[required(), isUsername]}
          helperText="resources.admins.usernameRule"
          inputProps={{ autoComplete: 'off', autoCapitalize: 'none' }}
        />
        <PasswordInput
          source="password"
          validate={[required(), minLength(SHORTEST_PASSWORD)]}
          helperText="resources.admins.password.rule"
          inputProps={{ autoComplete: 'new-password' }}
        />
        {roles ? (
          <SelectInput source="role" choices={[...roles]} translateChoice={false} validate={required()} />
        ) : (
          <TextInput source="role" validate={required()} />
        )}
        <NumberInput source="telegramId" helperText={text('resources.admins.telegramHelp')} min={1} />
      </SimpleForm>
    </Create>
  );
};

/** Said before it is sent; the application says the same. */
const isUsername = (value: string | null | undefined) =>
  USERNAME.test(value ?? '') ? undefined : 'resources.admins.usernameRule';

export default NewAdminForm;
