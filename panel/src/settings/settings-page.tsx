import { useQuery } from '@tanstack/react-query';
import { Alert, Card, CardContent, Divider, Stack, Typography } from '@mui/material';
import { Fragment } from 'react';
import { Loading, Title } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { AuditEntry, Setting } from '../api/types';
import { useText } from '../i18n/use-text';
import { GuardedPage } from '../pieces/guarded-page';
import { useFailureText } from '../pieces/use-failure-text';
import { SettingRow } from './setting-row';

const AREAS = ['library', 'people', 'voice', 'api', 'alerts'] as const;
/** The audit log is looked through this far back for who made the changes that hold. */
const CHANGES_LOOKED_AT = 100;

/** What can be set while the application runs. */
const SettingsPage = () => {
  const text = useText();
  const failureText = useFailureText();
  const { data, error, refetch } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => api.get('/settings', { signal }),
  });
  const changes = useChanges();
  if (!data) return error ? <Alert severity="error">{failureText(error)}</Alert> : <Loading />;
  const reload = async () => {
    await Promise.all([refetch(), changes.reload()]);
  };
  return (
    <Stack gap={2} py={2} maxWidth={920}>
      <Title title={text('resources.settings.name', { smart_count: 2 })} />
      <Typography color="textSecondary">{text('resources.settings.hint')}</Typography>
      {AREAS.map((area) => (
        <Card key={area} component="section" aria-label={text(`resources.settings.areas.${area}`)}>
          <CardContent>
            <Typography variant="h6" component="h2" mb={1}>
              {text(`resources.settings.areas.${area}`)}
            </Typography>
            {data.items
              .filter(({ key }) => key.startsWith(`${area}.`))
              .map((setting, index) => (
                <Fragment key={setting.key}>
                  {index > 0 && <Divider sx={{ my: 1.5 }} />}
                  <SettingRow setting={setting} change={changes.of(setting)} onChanged={reload} />
                </Fragment>
              ))}
          </CardContent>
        </Card>
      ))}
    </Stack>
  );
};

/** Who made the changes that hold now, for those who may read the audit log. */
function useChanges() {
  const mayRead = useMay('audit:read');
  const { data, refetch } = useQuery({
    queryKey: ['settings', 'changes'],
    queryFn: ({ signal }) =>
      api.get('/audit', {
        query: { targetKind: 'setting', pageSize: CHANGES_LOOKED_AT, sort: '-createdAt' },
        signal,
      }),
    enabled: mayRead,
  });
  return {
    of: ({ key, overridden }: Setting): AuditEntry | undefined =>
      overridden ? data?.items.find(({ targetId }) => targetId === key) : undefined,
    reload: async () => {
      if (mayRead) await refetch();
    },
  };
}

const PermittedSettingsPage = () => (
  <GuardedPage resource="settings" action="list">
    <SettingsPage />
  </GuardedPage>
);

export default PermittedSettingsPage;
