import { Typography } from '@mui/material';
import { Create, required, SimpleForm, TextInput } from 'react-admin';
import { useText } from '../i18n/use-text';
import { SaveOnly } from '../pieces/save-only';

const REFERENCE = /^\s*(@?[A-Za-z]\w{3,31}|https:\/\/t\.me\/[A-Za-z]\w{3,31}\/?|-\d{1,16})\s*$/;

const isReference = (value: unknown): string | undefined =>
  REFERENCE.test(String(value)) ? undefined : 'resources.channels.add.invalid';

/** One more channel, by its name or its number. The bot has to be an administrator there already. */
const AddChannel = () => {
  const text = useText();
  return (
    <Create redirect="list" transform={({ reference }: { reference: string }) => ({ reference: read(reference) })}>
      <SimpleForm toolbar={<SaveOnly />}>
        <Typography color="textSecondary" mb={1} maxWidth={560}>
          {text('resources.channels.add.hint')}
        </Typography>
        <TextInput
          source="reference"
          validate={[required(), isReference]}
          helperText="resources.channels.add.help"
          autoComplete="off"
        />
      </SimpleForm>
    </Create>
  );
};

/** What people copy is a name, an address or a number; the API takes `@name` or the number. */
function read(reference: string): string | number {
  const name = reference
    .trim()
    .replace(/^https:\/\/t\.me\//, '')
    .replace(/\/$/, '');
  if (/^-\d+$/.test(name)) return Number(name);
  return name.startsWith('@') ? name : `@${name}`;
}

export default AddChannel;
