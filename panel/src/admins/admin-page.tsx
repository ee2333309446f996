import { Alert, Card, CardContent, Chip, Link } from '@mui/material';
import { Show, useGetIdentity, useRecordContext } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useMay } from '../admin/use-may';
import type { Admin } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { Facts } from '../pieces/facts';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';
import { AdminActions } from './admin-actions';
import { AdminState } from './admin-state';

const AdminPage = () => (
  <Show actions={<AdminActions />} component="div">
    <Details />
  </Show>
);

const Details = () => {
  const text = useText();
  const format = useFormat();
  const mayReadAudit = useMay('audit:read');
  const { identity } = useGetIdentity();
  const admin = useRecordContext<Admin>();
  if (!admin) return null;
  const name = (field: Exclude<keyof Admin, 'id'>) => text(`resources.admins.fields.${field}`);
  const theirs = encodeURIComponent(JSON.stringify({ actorKind: 'account', actorId: admin.id }));
  const shown = encodeURIComponent(JSON.stringify({ actorKind: true, actorId: true }));
  return (
    <Card>
      <CardContent>
        {identity?.id === admin.id && (
          <Alert severity="info" sx={{ mb: 2 }}>
            {text('resources.admins.ownHint')}{' '}
            <Link component={RouterLink} to="/account" color="inherit">
              {text('panel.account.title')}
            </Link>
          </Alert>
        )}
        <Facts
          facts={[
            [name('username'), admin.username],
            [name('disabledAt'), <AdminState key="state" admin={admin} />],
            [name('role'), <Chip key="role" label={admin.role} size="small" variant="outlined" />],
            [
              name('telegramId'),
              admin.telegramId === null ? (
                text('resources.admins.notLinked')
              ) : (
                <PersonLink key="person" id={admin.telegramId} />
              ),
            ],
            [
              name('lastSignInAt'),
              admin.lastSignInAt === null ? (
                text('resources.admins.never')
              ) : (
                <Moment key="in" at={admin.lastSignInAt} />
              ),
            ],
            [name('createdAt'), format.dateTime(admin.createdAt)],
          ]}
        />
        {mayReadAudit && (
          <Link
            component={RouterLink}
            to={`/audit?displayedFilters=${shown}&filter=${theirs}`}
            sx={{ display: 'inline-block', mt: 2 }}
          >
            {text('resources.admins.whatTheyDid')}
          </Link>
        )}
      </CardContent>
    </Card>
  );
};

export default AdminPage;
