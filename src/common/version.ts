import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The application's version, as `package.json` beside `src` and `dist` states it. */
export const version = (
  JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }
).version;
