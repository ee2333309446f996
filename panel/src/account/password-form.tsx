import { Form, PasswordInput, required, SaveButton, useNotify } from 'react-admin';
import { Stack } from '@mui/material';
import { useState } from 'react';
import { api } from '../api/api';
import { useText } from '../i18n/use-text';
import { useFailureText } from '../pieces/use-failure-text';

interface Fields {
  currentPassword: string;
  newPassword: string;
}

/** Changes one's password; all other sessions end. */
export const PasswordForm = () => {
  const text = useText();
  const notify = useNotify();
  const failureText = useFailureText();
  const [round, setRound] = useState(0);

  const submit = async (fields: Fields) => {
    try {
      await api.post('/auth/password', { body: fields });
      notify('panel.account.password.changed', { type: 'success' });
      setRound(round + 1);
    } catch (error) {
      notify(failureText(error), { type: 'error' });
    }
  };

  return (
    <Form key={round} onSubmit={(fields: object) => submit(fields as Fields)}>
      <Stack alignItems="flex-start" maxWidth={360}>
        <PasswordInput
          source="currentPassword"
          label={text('panel.account.password.current')}
          validate={required()}
          inputProps={{ autoComplete: 'current-password' }}
          fullWidth
        />
        <PasswordInput
          source="newPassword"
          label={text('panel.account.password.next')}
          helperText={text('panel.account.password.rule')}
          validate={required()}
          inputProps={{ autoComplete: 'new-password' }}
          fullWidth
        />
        <SaveButton label={text('panel.account.password.change')} sx={{ mt: 1 }} />
      </Stack>
    </Form>
  );
};
