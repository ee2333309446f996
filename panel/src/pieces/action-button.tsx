import { Button, type ButtonProps } from '@mui/material';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import { useFailureText } from './use-failure-text';

interface Props extends Omit<ButtonProps, 'onClick' | 'loading' | 'action'> {
  readonly label: string;
  readonly onAct: () => Promise<unknown>;
}

/** Does something harmless at once; what goes wrong is told. */
export const ActionButton = ({ label, onAct, ...button }: Props) => {
  const notify = useNotify();
  const failureText = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await onAct();
    } catch (error) {
      notify(failureText(error), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button {...button} onClick={() => void act()} loading={isBusy}>
      {label}
    </Button>
  );
};
