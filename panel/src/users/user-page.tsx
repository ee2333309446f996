import { Card, CardContent, Chip, Link, Stack } from '@mui/material';
import { Show, useRecordContext } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useMay } from '../admin/use-may';
import type { Person } from '../api/types';
import { languageNames } from '../i18n/locales';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { Facts } from '../pieces/facts';
import { Moment } from '../pieces/moment';
import { nameOf } from '../pieces/person-name';
import { PersonActions } from './person-actions';
import { PersonState } from './person-state';
import { Timeline } from './timeline';

/** One person: who they are, what one can do about them, and everything that happened to them. */
const UserPage = () => (
  <Show actions={<PersonActions />} component="div">
    <Details />
  </Show>
);

const Details = () => {
  const text = useText();
  const format = useFormat();
  const person = useRecordContext<Person>();
  if (!person) return null;
  const name = (field: keyof Person) => text(`resources.users.fields.${field}`);
  return (
    <Stack gap={2}>
      <Card>
        <CardContent>
          <Facts
            facts={[
              [name('firstName'), <bdi key="name">{nameOf(person)}</bdi>],
              [name('username'), person.username === null ? null : <bdi key="username">@{person.username}</bdi>],
              [name('id'), String(person.id)],
              [name('reachability'), <PersonState key="state" person={person} />],
              [name('blockedAt'), person.blockedAt === null ? null : format.dateTime(person.blockedAt)],
              [name('language'), languageNames[person.language]],
              [name('role'), <Chip key="role" label={person.role} size="small" variant="outlined" />],
              [name('lastSeenAt'), <Moment key="seen" at={person.lastSeenAt} />],
              [name('createdAt'), format.dateTime(person.createdAt)],
            ]}
          />
          <TheirThings userId={person.id} />
        </CardContent>
      </Card>
      <Timeline userId={person.id} />
    </Stack>
  );
};

/** Ways to what is theirs in other lists. */
const TheirThings = ({ userId }: { userId: number }) => {
  const text = useText();
  const mayReadOrders = useMay('orders:read');
  const mayReadVoice = useMay('transcription:read');
  const filter = encodeURIComponent(JSON.stringify({ userId }));
  return (
    <Stack direction="row" gap={2} mt={2} flexWrap="wrap">
      {mayReadOrders && (
        <Link component={RouterLink} to={`/orders?filter=${filter}`}>
          {text('resources.users.orders')}
        </Link>
      )}
      {mayReadVoice && (
        <Link component={RouterLink} to={`/transcription?filter=${filter}`}>
          {text('resources.users.voice')}
        </Link>
      )}
    </Stack>
  );
};

export default UserPage;
