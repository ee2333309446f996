import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useNotify } from 'react-admin';
import { useText } from '../i18n/use-text';
import { useFailureText } from './use-failure-text';

interface Props {
  /** On the button, and on the button that does it. */
  readonly label: string;
  /** What will happen, in a sentence that names it. */
  readonly question: ReactNode;
  readonly onConfirm: () => Promise<unknown>;
  readonly icon?: ReactNode;
  readonly color?: 'primary' | 'error' | 'inherit';
  readonly variant?: 'text' | 'outlined' | 'contained';
  readonly size?: 'small' | 'medium';
  readonly disabled?: boolean;
}

/** Asks before it acts. A failure is told, and the question stays for another try. */
export const ConfirmButton = ({ label, question, onConfirm, icon, color = 'primary', ...button }: Props) => {
  const text = useText();
  const notify = useNotify();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      setOpen(false);
    } catch (error) {
      notify(failureText(error), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} startIcon={icon} color={color} variant="outlined" {...button}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby="question-title">
        <DialogTitle id="question-title">{label}</DialogTitle>
        <DialogContent>
          <DialogContentText component="div">{question}</DialogContentText>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)} color="inherit" autoFocus>
            {text('panel.action.cancel')}
          </Button>
          <Button onClick={() => void confirm()} color={color} variant="contained" loading={isBusy}>
            {label}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
