import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedCopies } from './build/compressed-copies.ts';

/** `npm run dev -w panel` shows the panel of an application that runs elsewhere: its address comes from BELLHOP_URL. */
const bellhopUrl = process.env.BELLHOP_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  plugins: [react(), compressedCopies()],
  logLevel: 'warn',
  // The application puts another nonce in its place each time it sends the page.
  html: { cspNonce: '{{nonce}}' },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_500 },
  server: { host: '127.0.0.1', proxy: { '/api': bellhopUrl } },
});
