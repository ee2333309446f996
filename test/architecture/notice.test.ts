import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
const named = new Set(notice.match(/@?[\w-]+(?:\/[\w-]+)?/g));

interface Package {
  dependencies: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

describe('NOTICE', () => {
  it.each(['package.json', 'sandbox/package.json'])('names what %s brings along, by its name or its scope', (path) => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Package;
    const packages = Object.keys({ ...dependencies, ...optionalDependencies });
    const missing = packages.filter((name) => !named.has(name) && !named.has(name.split('/')[0] ?? ''));
    expect(missing).toEqual([]);
  });
});
