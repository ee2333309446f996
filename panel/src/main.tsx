import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router-dom';
import { i18nProviderFor } from './admin/i18n-provider';
import { panelStore } from './admin/panel-store';
import { App } from './app';
import { firstLocale } from './i18n/locales';

const store = panelStore();
const locale = firstLocale(store.getItem('locale'), navigator.languages);

/** The policy lets in the styles of whoever knows the number that the application put into this very page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const styles = createCache({ key: 'css', prepend: true, ...(nonce && { nonce }) });

const i18nProvider = await i18nProviderFor(locale);
const app = <App i18nProvider={i18nProvider} store={store} />;
const router = createBrowserRouter([{ path: '*', element: app }], { basename: '/admin' });

createRoot(document.getElementById('root') as HTMLElement).render(
  <CacheProvider value={styles}>
    <RouterProvider router={router} />
  </CacheProvider>,
);
