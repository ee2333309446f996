import { lazy } from 'react';
import { Admin, CustomRoutes, type I18nProvider, Resource, type Store } from 'react-admin';
import { Route } from 'react-router-dom';
import { authProviderOf } from './admin/auth-provider';
import { dataProviderOf } from './admin/data-provider';
import { queryClient } from './admin/query-client';
import { darkTheme, lightTheme } from './admin/theme';
import { LoginPage } from './account/login-page';
import { Layout } from './layout/layout';
import { NotFoundPage } from './layout/not-found-page';
import { sections } from './sections';

const Dashboard = lazy(() => import('./dashboard/dashboard'));
const AccountPage = lazy(() => import('./account/account-page'));

const authProvider = authProviderOf(sections);
const dataProvider = dataProviderOf(sections);

export const App = ({ i18nProvider, store }: { i18nProvider: I18nProvider; store: Store }) => (
  <Admin
    title="Bellhop"
    requireAuth
    disableTelemetry
    authProvider={authProvider}
    dataProvider={dataProvider}
    i18nProvider={i18nProvider}
    queryClient={queryClient}
    store={store}
    theme={lightTheme}
    darkTheme={darkTheme}
    layout={Layout}
    loginPage={LoginPage}
    dashboard={Dashboard}
    catchAll={NotFoundPage}
  >
    {sections.map(({ name, icon, list, show, edit, create, represent }) => (
      <Resource key={name} {...{ name, icon, list, show, edit, create, recordRepresentation: represent }} />
    ))}
    <CustomRoutes>
      <Route path="/account" element={<AccountPage />} />
    </CustomRoutes>
  </Admin>
);
