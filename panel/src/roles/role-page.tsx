import MayIcon from '@mui/icons-material/CheckOutlined';
import { Alert, Card, CardContent, List, ListItem, ListItemIcon, ListItemText, Typography } from '@mui/material';
import { EditButton, Show, TopToolbar, useRecordContext } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Role } from '../api/types';
import { useText } from '../i18n/use-text';
import { RemoveButton } from '../pieces/remove-button';
import { allPermissions } from './permissions';

const RolePage = () => (
  <Show actions={<Actions />} component="div">
    <Details />
  </Show>
);

const Actions = () => {
  const mayWrite = useMay('roles:write');
  const role = useRecordContext<Role & { id: string }>();
  if (!role || !mayWrite || role.fixed) return null;
  return (
    <TopToolbar>
      <EditButton />
      <RemoveButton section="roles" id={role.name} name={role.name} />
    </TopToolbar>
  );
};

const Details = () => {
  const text = useText();
  const role = useRecordContext<Role & { id: string }>();
  if (!role) return null;
  const granted = allPermissions.filter((permission) => role.permissions.includes(permission));
  return (
    <Card>
      <CardContent>
        {role.fixed && (
          <Alert severity="info" sx={{ mb: 2 }}>
            {text('resources.roles.fixedHint')}
          </Alert>
        )}
        {role.description !== '' && (
          <Typography sx={{ mb: 2, overflowWrap: 'anywhere' }}>
            <bdi>{role.description}</bdi>
          </Typography>
        )}
        <Typography variant="h6" component="h2">
          {text('resources.roles.fields.permissions')}
        </Typography>
        {granted.length === 0 && <Typography color="textSecondary">{text('resources.roles.nothing')}</Typography>}
        {granted.length > 0 && (
          <List dense sx={{ columns: { sm: 2, lg: 3 } }}>
            {granted.map((permission) => (
              <ListItem key={permission} disableGutters sx={{ breakInside: 'avoid', py: 0 }}>
                <ListItemIcon sx={{ minWidth: 32 }}>
                  <MayIcon fontSize="small" color="success" />
                </ListItemIcon>
                <ListItemText primary={text(`resources.roles.may.${permission}`)} />
              </ListItem>
            ))}
          </List>
        )}
      </CardContent>
    </Card>
  );
};

export default RolePage;
