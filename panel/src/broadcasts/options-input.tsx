import { FormControlLabel, Stack, Switch } from '@mui/material';
import { useText } from '../i18n/use-text';
import type { DraftFields } from './draft-keeper';

interface Props {
  readonly fields: Pick<DraftFields, 'silent' | 'protect'>;
  readonly onChange: (changes: Partial<DraftFields>) => void;
}

/** Without a sound, and not to be forwarded. */
export const OptionsInput = ({ fields, onChange }: Props) => {
  const text = useText();
  return (
    <Stack direction="row" flexWrap="wrap" columnGap={2} mt={1} pl={1.5}>
      {(['silent', 'protect'] as const).map((name) => (
        <FormControlLabel
          key={name}
          label={text(`resources.broadcasts.fields.${name}`)}
          control={<Switch checked={fields[name]} onChange={({ target }) => onChange({ [name]: target.checked })} />}
        />
      ))}
    </Stack>
  );
};
