import AddIcon from '@mui/icons-material/AddOutlined';
import CloseIcon from '@mui/icons-material/CloseOutlined';
import { Button, IconButton, Stack, TextField } from '@mui/material';
import type { Broadcast } from '../api/types';
import { useText } from '../i18n/use-text';
import { safeAddress } from './telegram-html';

type Rows = Broadcast['buttons'];
type LinkButton = Rows[number][number];

const NEW_BUTTON: LinkButton = { text: '', url: '' };
const LONGEST_LABEL = 64;
const MOST_IN_ROW = 4;
const MOST_ROWS = 20;

/** The buttons below the message, row by row. Each leads to an address. */
export const ButtonsInput = ({ rows, onChange }: { rows: Rows; onChange: (rows: Rows) => void }) => {
  const text = useText();
  const inRow = (at: number, change: (row: LinkButton[]) => LinkButton[]) =>
    onChange(rows.map((row, index) => (index === at ? change(row) : row)).filter((row) => row.length > 0));
  return (
    <Stack gap={1} mt={1.5}>
      {rows.map((row, at) => (
        <Stack key={at} gap={1} pl={1.5} sx={{ borderLeft: 2, borderColor: 'divider' }}>
          {row.map((button, place) => (
            <ButtonInput
              key={place}
              button={button}
              onChange={(changes) =>
                inRow(at, (now) => now.map((other, index) => (index === place ? { ...other, ...changes } : other)))
              }
              onRemove={() => inRow(at, (now) => now.filter((_other, index) => index !== place))}
            />
          ))}
          {row.length < MOST_IN_ROW && (
            <Button
              size="small"
              color="inherit"
              startIcon={<AddIcon />}
              onClick={() => inRow(at, (now) => [...now, NEW_BUTTON])}
              sx={{ alignSelf: 'flex-start' }}
            >
              {text('resources.broadcasts.buttons.beside')}
            </Button>
          )}
        </Stack>
      ))}
      {rows.length < MOST_ROWS && (
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() => onChange([...rows, [NEW_BUTTON]])}
          sx={{ alignSelf: 'flex-start' }}
        >
          {text('resources.broadcasts.buttons.add')}
        </Button>
      )}
    </Stack>
  );
};

interface ButtonProps {
  readonly button: LinkButton;
  readonly onChange: (changes: Partial<LinkButton>) => void;
  readonly onRemove: () => void;
}

const ButtonInput = ({ button, onChange, onRemove }: ButtonProps) => {
  const text = useText();
  const isWrong = button.url !== '' && safeAddress(button.url) === undefined;
  return (
    <Stack direction="row" gap={1} alignItems="flex-start">
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={1} flex={1}>
        <TextField
          label={text('resources.broadcasts.buttons.text')}
          value={button.text}
          onChange={({ target }) => onChange({ text: target.value })}
          slotProps={{ htmlInput: { maxLength: LONGEST_LABEL } }}
          fullWidth
        />
        <TextField
          label={text('resources.broadcasts.buttons.url')}
          type="url"
          value={button.url}
          placeholder="https://"
          onChange={({ target }) => onChange({ url: target.value.trim() })}
          error={isWrong}
          helperText={isWrong && text('resources.broadcasts.buttons.wrong')}
          fullWidth
        />
      </Stack>
      <IconButton aria-label={text('resources.broadcasts.buttons.remove')} onClick={onRemove} sx={{ mt: 0.75 }}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </Stack>
  );
};
