import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { type ReactNode, useId, useState } from 'react';
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
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} startIcon={icon} color={color} variant="outlined" {...button}>
        {label}
      </Button>
      {isOpen && <Question {...{ label, question, onConfirm, color }} onClose={() => setOpen(false)} />}
    </>
  );
};

type QuestionProps = Pick<Props, 'label' | 'question' | 'onConfirm' | 'color'> & { readonly onClose: () => void };

const Question = ({ label, question, onConfirm, color, onClose }: QuestionProps) => {
  const text = useText();
  const failureText = useFailureText();
  const id = useId();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    // What has begun can't be taken back by closing the question.
    <Dialog
      open
      onClose={() => !isBusy && onClose()}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-question`}
    >
      <DialogTitle id={`${id}-title`}>{label}</DialogTitle>
      <DialogContent>
        <DialogContentText component="div" id={`${id}-question`} sx={{ overflowWrap: 'anywhere' }}>
          {question}
        </DialogContentText>
        {failure !== undefined && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {failureText(failure)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="inherit" disabled={isBusy} autoFocus>
          {text('panel.action.cancel')}
        </Button>
        <Button onClick={() => void confirm()} color={color} variant="contained" loading={isBusy}>
          {label}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
