import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { type ReactNode, useState } from 'react';
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

/** Asks before it acts. A failure is told below the question, which stays for another try. */
export const ConfirmButton = ({ label, question, onConfirm, icon, color = 'primary', ...button }: Props) => {
  const text = useText();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const ask = () => {
    setFailure(undefined);
    setOpen(true);
  };
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      setOpen(false);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={ask} startIcon={icon} color={color} variant="outlined" {...button}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby="question-title">
        <DialogTitle id="question-title">{label}</DialogTitle>
        <DialogContent>
          <DialogContentText component="div">{question}</DialogContentText>
          {failure !== undefined && (
            <Alert severity="error" sx={{ mt: 2 }}>
              {failureText(failure)}
            </Alert>
          )}
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
