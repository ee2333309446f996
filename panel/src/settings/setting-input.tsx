import {
  Autocomplete,
  Checkbox,
  FormControlLabel,
  FormGroup,
  FormHelperText,
  InputAdornment,
  TextField,
} from '@mui/material';
import type { Setting } from '../api/types';
import { useText } from '../i18n/use-text';
import { fileKinds } from '../pieces/file-kinds';
import { unitOf } from './shown-value';

interface Props {
  readonly setting: Setting;
  /** What the field is called. */
  readonly name: string;
  readonly value: Setting['value'];
  readonly fault: string | undefined;
  readonly onChange: (value: Setting['value']) => void;
}

/** The field that fits: a number with its unit, a choice of kinds, or a list of short words. */
export const SettingInput = (props: Props) => {
  const { value, setting } = props;
  if (typeof value === 'number') return <NumberInput {...props} value={value} />;
  return setting.key === 'library.kinds' ? (
    <KindsInput {...props} value={value} />
  ) : (
    <WordsInput {...props} value={value} />
  );
};

const NumberInput = ({ setting, name, value, fault, onChange }: Props & { value: number }) => {
  const text = useText();
  const unit = unitOf(setting);
  return (
    <TextField
      type="number"
      value={Number.isNaN(value) ? '' : value}
      onChange={({ target }) => onChange(target.value === '' ? NaN : Number(target.value))}
      error={fault !== undefined}
      helperText={fault}
      fullWidth
      slotProps={{
        htmlInput: { 'aria-label': name },
        input: {
          endAdornment: unit && (
            <InputAdornment position="end">{text(`resources.settings.units.${unit}`)}</InputAdornment>
          ),
        },
      }}
    />
  );
};

const KindsInput = ({ name, value, fault, onChange }: Props & { value: string[] }) => {
  const text = useText();
  const toggle = (kind: string, isOn: boolean) =>
    onChange(fileKinds.filter((known) => (known === kind ? isOn : value.includes(known))));
  return (
    <FormGroup row role="group" aria-label={name}>
      {fileKinds.map((kind) => (
        <FormControlLabel
          key={kind}
          label={text(`resources.files.kinds.${kind}`)}
          control={
            <Checkbox
              size="small"
              checked={value.includes(kind)}
              onChange={({ target }) => toggle(kind, target.checked)}
            />
          }
        />
      ))}
      {fault !== undefined && <FormHelperText error>{fault}</FormHelperText>}
    </FormGroup>
  );
};

const WordsInput = ({ name, value, fault, onChange }: Props & { value: string[] }) => {
  const text = useText();
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      options={[]}
      value={value}
      onChange={(_event, words) => onChange(words.map((word) => word.trim().toLowerCase().replace(/^\./, '')))}
      renderInput={(params) => (
        <TextField
          {...params}
          error={fault !== undefined}
          helperText={fault ?? text('resources.settings.wordsHelp')}
          slotProps={{ htmlInput: { ...params.inputProps, 'aria-label': name } }}
        />
      )}
    />
  );
};
