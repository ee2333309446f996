import { Chip, Stack, Typography } from '@mui/material';
import { CreateButton, DataTable, TopToolbar } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Role } from '../api/types';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { PermissionSummary } from './permission-summary';

const RoleList = () => {
  const text = useText();
  const mayWrite = useMay('roles:write');
  const add = <CreateButton label={text('resources.roles.add')} />;
  return (
    <ListPage<Role & { id: string }>
      sort={{ field: 'name', order: 'ASC' }}
      actions={<TopToolbar>{mayWrite && add}</TopToolbar>}
      empty={{
        title: text('resources.roles.empty.title'),
        hint: text('resources.roles.empty.hint'),
        action: mayWrite && add,
      }}
      phone={{
        primary: ({ name }) => name,
        secondary: (role) => (
          <Stack component="span" gap={0.5}>
            <bdi>{role.description}</bdi>
            <PermissionSummary permissions={role.permissions} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick="show" bulkActionButtons={false} sx={{ '& td': { verticalAlign: 'top' } }}>
        <DataTable.Col source="name" render={(role: Role) => <Named role={role} />} />
        <DataTable.Col
          source="permissions"
          disableSort
          render={({ permissions }: Role) => <PermissionSummary permissions={permissions} />}
        />
      </DataTable>
    </ListPage>
  );
};

const Named = ({ role: { name, description, fixed } }: { role: Role }) => {
  const text = useText();
  return (
    <>
      <Stack direction="row" gap={1} alignItems="center">
        <Typography variant="body2" fontWeight={600}>
          {name}
        </Typography>
        {fixed && <Chip label={text('resources.roles.fixed')} size="small" variant="outlined" />}
      </Stack>
      <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        <bdi>{description}</bdi>
      </Typography>
    </>
  );
};

export default RoleList;
