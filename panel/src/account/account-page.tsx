import { useQuery } from '@tanstack/react-query';
import { Alert, Box, Card, CardContent, Chip, Stack, Typography } from '@mui/material';
import { Title, useLogout, useNotify } from 'react-admin';
import { api } from '../api/api';
import { session } from '../api/session';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';
import { useFailureText } from '../pieces/use-failure-text';
import { PasswordForm } from './password-form';

/** One's own account: who one is here, the password, and where one is signed in. */
const AccountPage = () => {
  const text = useText();
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => api.get('/auth/me', { signal }) });
  return (
    <Stack gap={2} py={2} maxWidth={720}>
      <Title title={text('panel.account.title')} />
      <Card>
        <CardContent>
          <Typography variant="h6" component="h2" gutterBottom>
            {me.data?.username ?? '…'}
          </Typography>
          <Stack direction="row" gap={1} flexWrap="wrap">
            {me.data && <Chip label={me.data.role} color="primary" size="small" />}
            {me.data?.telegramId != null && <Chip label={`Telegram ${me.data.telegramId}`} size="small" />}
          </Stack>
        </CardContent>
      </Card>
      <Card>
        <CardContent>
          <Typography variant="h6" component="h2" gutterBottom>
            {text('panel.account.password.title')}
          </Typography>
          <PasswordForm />
        </CardContent>
      </Card>
      <Sessions />
    </Stack>
  );
};

const Sessions = () => {
  const text = useText();
  const format = useFormat();
  const logout = useLogout();
  const notify = useNotify();
  const failureText = useFailureText();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => api.get('/auth/sessions', { signal }),
  });
  const endAll = async () => {
    await session.signOutEverywhere();
    notify('panel.account.sessions.ended');
    await logout();
  };
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {text('panel.account.sessions.title')}
        </Typography>
        {sessions.error && <Alert severity="error">{failureText(sessions.error)}</Alert>}
        <Stack component="ul" gap={1.5} sx={{ listStyle: 'none', p: 0, m: 0, mb: 2 }}>
          {sessions.data?.items.map(({ id, current, address, userAgent, lastUsedAt }) => (
            <Box component="li" key={id}>
              <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
                {userAgent ?? text('panel.account.sessions.unknown')}
              </Typography>
              <Typography variant="caption" color="textSecondary">
                {[address, current ? text('panel.account.sessions.current') : format.ago(lastUsedAt)].join(' · ')}
              </Typography>
            </Box>
          ))}
        </Stack>
        <ConfirmButton
          label={text('panel.account.sessions.endAll')}
          question={text('panel.account.sessions.endAllQuestion')}
          onConfirm={endAll}
          color="error"
        />
      </CardContent>
    </Card>
  );
};

export default AccountPage;
