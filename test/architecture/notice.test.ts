import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
const named = new Set(notice.match(/@?[\w-]+(?:\/[\w-]+)?/g));

/** What builds and tests pages; everything else they need is part of what is served. */
const NOT_IN_PAGES = /^(@types\/|@vitejs\/|vite$|axe-core$)/;

interface Package {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const read = (path: string): Package => JSON.parse(readFileSync(join(root, path), 'utf8')) as Package;
const unnamed = (packages: Record<string, string>): string[] =>
  Object.keys(packages).filter((name) => !named.has(name) && !named.has(name.split('/')[0] ?? ''));

describe('NOTICE', () => {
  it.each(['package.json', 'sandbox/package.json'])('names what %s brings along, by its name or its scope', (path) => {
    const { dependencies, optionalDependencies } = read(path);
    expect(unnamed({ ...dependencies, ...optionalDependencies })).toEqual([]);
  });

  it.each(['sandbox/package.json', 'panel/package.json'])('names what the page of %s is built from', (path) => {
    const { devDependencies = {} } = read(path);
    const inPage = Object.entries(devDependencies).filter(([name]) => !NOT_IN_PAGES.test(name));
    expect(unnamed(Object.fromEntries(inPage))).toEqual([]);
  });
});
