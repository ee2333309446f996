import AccountIcon from '@mui/icons-material/AccountCircleOutlined';
import { ListItemIcon, ListItemText, MenuItem, type Theme } from '@mui/material';
import { AppBar, Logout, TitlePortal, useGetIdentity, UserMenu, useUserMenu } from 'react-admin';
import { Link } from 'react-router-dom';
import { useText } from '../i18n/use-text';

/** A phone's bar has room for the title or for the name of the language, which a screen reader says all the same. */
const languageByIcon = ({ breakpoints }: Theme) => ({
  [breakpoints.down('sm')]: {
    '& .MuiButton-root': { fontSize: 0, minWidth: 0 },
    '& .MuiButton-startIcon': { mr: 0 },
    '& .MuiButton-endIcon': { display: 'none' },
  },
});

export const TopBar = () => {
  const text = useText();
  const { identity } = useGetIdentity();
  return (
    <AppBar
      alwaysOn
      sx={languageByIcon}
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
