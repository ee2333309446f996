import { Chip, Stack, Typography } from '@mui/material';
import { CreateButton, DataTable, FilterButton, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Admin } from '../api/types';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';
import { useRoleChoices } from '../pieces/use-role-choices';
import { AdminState } from './admin-state';

const AdminList = () => {
  const text = useText();
  const mayWrite = useMay('accounts:write');
  const roles = useRoleChoices();
  const add = <CreateButton label={text('resources.admins.add')} />;
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    ...(roles ? [<SelectInput key="role" source="role" choices={[...roles]} translateChoice={false} />] : []),
  ];
  return (
    <ListPage<Admin>
      filters={filters}
      sort={{ field: 'username', order: 'ASC' }}
      actions={
        <TopToolbar>
          {roles && <FilterButton />}
          {mayWrite && add}
        </TopToolbar>
      }
      empty={{
        title: text('resources.admins.empty.title'),
        hint: text('resources.admins.empty.hint'),
        action: mayWrite && add,
      }}
      phone={{
        primary: ({ username }) => username,
        secondary: (admin) => (
          <Stack component="span" direction="row" gap={1} alignItems="center" flexWrap="wrap">
            {admin.role}
            <AdminState admin={admin} />
            <Moment at={admin.lastSignInAt} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col
          source="username"
          render={({ username }: Admin) => (
            <Typography variant="body2" fontWeight={600}>
              {username}
            </Typography>
          )}
        />
        <DataTable.Col
          source="role"
          disableSort
          render={({ role }: Admin) => <Chip label={role} size="small" variant="outlined" />}
        />
        <DataTable.Col source="disabledAt" disableSort render={(admin: Admin) => <AdminState admin={admin} />} />
        <DataTable.Col
          source="telegramId"
          disableSort
          render={({ telegramId }: Admin) => telegramId !== null && <PersonLink id={telegramId} />}
        />
        <DataTable.Col source="lastSignInAt" render={({ lastSignInAt }: Admin) => <Moment at={lastSignInAt} />} />
        <DataTable.Col source="createdAt" render={({ createdAt }: Admin) => <Moment at={createdAt} />} />
      </DataTable>
    </ListPage>
  );
};

export default AdminList;
