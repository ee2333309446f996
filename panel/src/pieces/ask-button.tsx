import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  MenuItem,
  TextField,
} from '@mui/material';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n/use-text';
import { useFailureText } from './use-failure-text';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  /** On the button, and on the button that does it. */
  readonly label: string;
  /** What will happen with the answer. */
  readonly question: ReactNode;
  readonly field: {
    readonly label: string;
    readonly help?: string;
    readonly type?: 'text' | 'password';
    readonly inputMode?: 'numeric';
    /** One of these is chosen instead of something typed. */
    readonly choices?: readonly Choice[];
  };
  readonly known?: string;
  readonly onAnswer: (answer: string) => Promise<unknown>;
  readonly icon?: ReactNode;
}

/** Asks for one thing before it acts: a word, a number or one of several. A refusal is told where it was answered. */
export const AskButton = ({ label, icon, ...question }: Props) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} startIcon={icon} size="small">
        {label}
      </Button>
      {isOpen && <Question label={label} {...question} onClose={() => setOpen(false)} />}
    </>
  );
};

const Question = ({ label, question, field, known = '', onAnswer, onClose }: Props & { onClose: () => void }) => {
  const text = useText();
  const failureText = useFailureText();
  const titleId = useId();
  const [answer, setAnswer] = useState(known);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const { choices, help, type, inputMode, label: fieldLabel } = field;
  // A password may begin or end with a space.
  const given = type === 'password' ? answer : answer.trim();
  const take = (typed: string) => setAnswer(inputMode === 'numeric' ? typed.replace(/\D/g, '') : typed);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      await onAnswer(given);
      onClose();
    } catch (error) {
      setRefusal(failureText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={() => !isBusy && onClose()} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>{label}</DialogTitle>
        <DialogContent>
          <DialogContentText component="div" mb={1.5} sx={{ overflowWrap: 'anywhere' }}>
            {question}
          </DialogContentText>
          {refusal !== undefined && (
            <Alert severity="error" sx={{ mb: 1 }}>
              {refusal}
            </Alert>
          )}
          <TextField
            select={choices !== undefined}
            label={fieldLabel}
            helperText={help}
            type={type}
            value={answer}
            onChange={({ target }) => take(target.value)}
            autoFocus
            fullWidth
            slotProps={{ htmlInput: { inputMode, autoComplete: type === 'password' ? 'new-password' : 'off' } }}
          >
            {choices?.map(({ id, name }) => (
              <MenuItem key={id} value={id}>
                {name}
              </MenuItem>
            ))}
          </TextField>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} color="inherit" disabled={isBusy}>
            {text('panel.action.cancel')}
          </Button>
          <Button type="submit" variant="contained" loading={isBusy} disabled={given === '' || given === known}>
            {label}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
