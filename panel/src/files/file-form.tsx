import { Edit, maxLength, required, SimpleForm, TextArrayInput, TextInput } from 'react-admin';
import { SaveOnly } from '../pieces/save-only';

const LONGEST_TITLE = 200;

/** Another title or other tags. */
const FileForm = () => (
  <Edit mutationMode="pessimistic" redirect="show">
    <SimpleForm toolbar={<SaveOnly />}>
      <TextInput source="title" validate={[required(), maxLength(LONGEST_TITLE)]} fullWidth />
      <TextArrayInput source="tags" helperText="resources.files.tagsHelp" fullWidth />
    </SimpleForm>
  </Edit>
);

export default FileForm;
