import AccountIcon from '@mui/icons-material/AccountCircleOutlined';
import { ListItemIcon, ListItemText, MenuItem } from '@mui/material';
import { AppBar, Logout, TitlePortal, useGetIdentity, UserMenu, useUserMenu } from 'react-admin';
import { Link } from 'react-router-dom';
import { useText } from '../i18n/use-text';

export const TopBar = () => {
  const text = useText();
  const { identity } = useGetIdentity();
  return (
    <AppBar
      alwaysOn
      userMenu={
        <UserMenu label={text('panel.account.menu', { name: identity?.fullName ?? '' })}>
          <AccountItem />
          <Logout />
        </UserMenu>
      }
    >
      <TitlePortal />
    </AppBar>
  );
};

const AccountItem = () => {
  const text = useText();
  const menu = useUserMenu();
  return (
    <MenuItem component={Link} to="/account" onClick={menu?.onClose}>
      <ListItemIcon>
        <AccountIcon fontSize="small" />
      </ListItemIcon>
      <ListItemText>{text('panel.account.title')}</ListItemText>
    </MenuItem>
  );
};
