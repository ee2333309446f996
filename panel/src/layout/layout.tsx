import { type ReactNode, useEffect } from 'react';
import { Layout as AdminLayout, useLogout } from 'react-admin';
import { session } from '../api/session';
import { ConnectionBanner } from './connection-banner';
import { TopBar } from './top-bar';
import { SideMenu } from './side-menu';

/** The frame around every page. */
export const Layout = ({ children }: { children: ReactNode }) => {
  const logout = useLogout();
  useEffect(() => session.onEnd(() => void logout({}, '/login?ended')), [logout]);
  return (
    <AdminLayout appBar={TopBar} menu={SideMenu} appBarAlwaysOn>
      <ConnectionBanner />
      {children}
    </AdminLayout>
  );
};
