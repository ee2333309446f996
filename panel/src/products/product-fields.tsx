import { CheckboxGroupInput, maxLength, maxValue, minValue, NumberInput, required, TextInput } from 'react-admin';
import type { Product } from '../api/types';
import { PatternField } from './pattern-field';

const LONGEST_NAME = 100;
/** What the bot, too, calls a megabyte when it asks for a limit. */
export const MEBIBYTE = 2 ** 20;
const LARGEST_BYTES = 4 * 2 ** 30;
/** The most that Telegram's own server lets a bot download. */
export const USUAL_LIMIT_BYTES = 20 * MEBIBYTE;

const kinds = [
  'photo',
  'video',
  'document',
  'animation',
] as const satisfies readonly Product['acceptedMedia'][number][];

/** What can be said of a product, new or old. */
export const ProductFields = () => (
  <>
    <TextInput source="name" validate={[required(), maxLength(LONGEST_NAME)]} fullWidth />
    <CheckboxGroupInput
      source="acceptedMedia"
      choices={kinds.map((id) => ({ id, name: `resources.products.kinds.${id}` }))}
      validate={required()}
    />
    <NumberInput
      source="maxFileSizeBytes"
      label="resources.products.limit.label"
      helperText="resources.products.limit.help"
      format={(bytes: number | null) => (bytes === null ? null : bytes / MEBIBYTE)}
      parse={(typed: string) => (typed === '' ? null : Math.round(Number(typed) * MEBIBYTE))}
      validate={[required(), minValue(1), maxValue(LARGEST_BYTES, 'resources.products.limit.tooBig')]}
    />
    <PatternField />
  </>
);
