import { Chip, Stack, Typography } from '@mui/material';
import { DataTable, FilterButton, NullableBooleanInput, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import type { Person } from '../api/types';
import { languageNames } from '../i18n/locales';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { shortNameOf } from '../pieces/person-name';
import { useRoleChoices } from '../pieces/use-role-choices';
import { languageChoices, reachabilities } from './choices';
import { PersonState } from './person-state';

const UserList = () => {
  const text = useText();
  const roles = useRoleChoices();
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectInput key="language" source="language" choices={[...languageChoices]} translateChoice={false} />,
    ...(roles ? [<SelectInput key="role" source="role" choices={[...roles]} translateChoice={false} />] : []),
    <NullableBooleanInput key="blocked" source="blocked" />,
    <SelectInput
      key="reachability"
      source="reachability"
      choices={reachabilities.map((id) => ({ id, name: `resources.users.reachabilities.${id}` }))}
    />,
  ];
  return (
    <ListPage<Person>
      filters={filters}
      sort={{ field: 'lastSeenAt', order: 'DESC' }}
      actions={
        <TopToolbar>
          <FilterButton />
        </TopToolbar>
      }
      empty={{ title: text('resources.users.empty.title'), hint: text('resources.users.empty.hint') }}
      phone={{
        primary: (person) => <bdi>{shortNameOf(person)}</bdi>,
        secondary: (person) => (
          <Stack component="span" direction="row" gap={1} alignItems="center" flexWrap="wrap">
            {person.username !== null && <bdi>@{person.username}</bdi>}
            <PersonState person={person} />
            <Moment at={person.lastSeenAt} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="firstName" disableSort render={(person: Person) => <Named person={person} />} />
        <DataTable.Col source="id" />
        <DataTable.Col source="language" disableSort render={({ language }: Person) => languageNames[language]} />
        <DataTable.Col
          source="role"
          disableSort
          render={({ role }: Person) => <Chip label={role} size="small" variant="outlined" />}
        />
        <DataTable.Col source="reachability" disableSort render={(person: Person) => <PersonState person={person} />} />
        <DataTable.Col source="lastSeenAt" render={({ lastSeenAt }: Person) => <Moment at={lastSeenAt} />} />
        <DataTable.Col source="createdAt" render={({ createdAt }: Person) => <Moment at={createdAt} />} />
      </DataTable>
    </ListPage>
  );
};

const Named = ({ person }: { person: Person }) => (
  <>
    <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
      <bdi>{shortNameOf(person)}</bdi>
    </Typography>
    {person.username !== null && (
      <Typography variant="caption" color="textSecondary">
        <bdi>@{person.username}</bdi>
      </Typography>
    )}
  </>
);

export default UserList;
