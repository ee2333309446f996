import { Create, maxLength, required, SimpleForm, TextInput } from 'react-admin';
import { SaveOnly } from '../pieces/save-only';
import { ProductFields, USUAL_LIMIT_BYTES } from './product-fields';

const CODE = /^\s*[A-Za-z0-9][A-Za-z0-9_-]*\s*$/;
const LONGEST_CODE = 32;
const FIRST_VALUES = { acceptedMedia: ['photo', 'document'], maxFileSizeBytes: USUAL_LIMIT_BYTES, seriesPattern: null };

const isCode = (typed: string | undefined): string | undefined =>
  !typed || CODE.test(typed) ? undefined : 'resources.products.codeRule';

const NewProductPage = () => (
  <Create redirect="list" mutationMode="pessimistic">
    <SimpleForm toolbar={<SaveOnly />} defaultValues={FIRST_VALUES} sx={{ maxWidth: 720 }}>
      <TextInput
        source="code"
        helperText="resources.products.codeHelp"
        validate={[required(), maxLength(LONGEST_CODE), isCode]}
        fullWidth
      />
      <ProductFields />
    </SimpleForm>
  </Create>
);

export default NewProductPage;
