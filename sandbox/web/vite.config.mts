import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev:web` shows the page of a sandbox that runs elsewhere: its address comes from SANDBOX_URL. */
const sandboxUrl = process.env.SANDBOX_URL ?? 'http://127.0.0.1:8081';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
  server: { host: '127.0.0.1', proxy: { '/sandbox/api': sandboxUrl } },
});
