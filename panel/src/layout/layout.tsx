import type { ReactNode } from 'react';
import { Layout as AdminLayout } from 'react-admin';
import { ConnectionBanner } from './connection-banner';
import { TopBar } from './top-bar';
import { SideMenu } from './side-menu';

/** The frame around every page. */
export const Layout = ({ children }: { children: ReactNode }) => (
  <AdminLayout appBar={TopBar} menu={SideMenu} appBarAlwaysOn>
    <ConnectionBanner />
    {children}
  </AdminLayout>
);
