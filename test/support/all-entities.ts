import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';

const SOURCES = resolve(__dirname, '..', '..', 'src');

/** Every entity of the application: whatever the files named `*.entity.ts` declare. */
export function allEntities(): (new () => object)[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is known only now
  for (const file of files.filter((name) => name.endsWith('.entity.ts'))) require(join(SOURCES, file));
  return getMetadataArgsStorage().tables.map(({ target }) => target as new () => object);
}
