import { Alert, Box, Button, Card, CardContent, Stack, TextField, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { LocalesMenuButton, Notification, ToggleThemeButton, useLogin } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import icon from '../icon.svg';
import { useText } from '../i18n/use-text';
import { useFailureText } from '../pieces/use-failure-text';

export const LoginPage = () => {
  const text = useText();
  const login = useLogin();
  const failureText = useFailureText();
  const [search] = useSearchParams();
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { username, password } = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setRefusal(undefined);
    try {
      await login({ username, password });
    } catch (error) {
      setBusy(false);
      setRefusal(failureText(error));
    }
  };

  return (
    <Stack component="main" minHeight="100dvh" alignItems="center" justifyContent="center" p={2} gap={2}>
      <Card sx={{ width: 1, maxWidth: 380 }}>
        <CardContent sx={{ p: 4 }}>
          <Stack direction="row" alignItems="center" gap={1.5} mb={3}>
            <img src={icon} alt="" width={40} height={40} />
            <Typography component="h1" variant="h5">
              Bellhop
            </Typography>
          </Stack>
          {search.has('ended') && refusal === undefined && (
            <Alert severity="info" sx={{ mb: 2 }}>
              {text('panel.login.ended')}
            </Alert>
          )}
          {refusal !== undefined && (
            <Alert severity="error" sx={{ mb: 2 }}>
              {refusal}
            </Alert>
          )}
          <Stack component="form" gap={2} onSubmit={(event: FormEvent<HTMLFormElement>) => void submit(event)}>
            <TextField
              name="username"
              label={text('panel.login.username')}
              autoComplete="username"
              autoFocus
              required
              fullWidth
              slotProps={{ inputLabel: { required: false } }}
            />
            <TextField
              name="password"
              type="password"
              label={text('panel.login.password')}
              autoComplete="current-password"
              required
              fullWidth
              slotProps={{ inputLabel: { required: false } }}
            />
            <Button type="submit" variant="contained" size="large" loading={isBusy}>
              {text('panel.login.signIn')}
            </Button>
          </Stack>
        </CardContent>
      </Card>
      <Box>
        <LocalesMenuButton />
        <ToggleThemeButton />
      </Box>
      <Notification />
    </Stack>
  );
};
