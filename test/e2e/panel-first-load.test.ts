import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 500_000;
const PANEL = join(__dirname, '../../panel/dist');
/** What `index.html` names: the program, and what it needs at once. */
const NAMED = /(?:src|href)="\/admin\/assets\/([^"]+)"/g;
/** What a file can't begin without. What it may load later is in brackets: `import("./x.js")`. */
const NEEDED = /(?:from|import)\s*"\.\/([^"]+\.js)"/g;

const read = (name: string): string => readFileSync(join(PANEL, 'assets', name), 'utf8');
const gzipped = (name: string): number => gzipSync(read(name), { level: 9 }).length;
const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '');

/** The files themselves, and all that they need. */
function withNeeds(names: readonly string[]): string[] {
  const found = new Set(names);
  for (const name of found) for (const needed of namesIn(read(name), NEEDED)) found.add(needed);
  return [...found];
}

/** The only file of that name, whatever is in it. */
function built(name: string): string {
  const pattern = new RegExp(`^${name}-[\\w-]{8}\\.js$`);
  const names = readdirSync(join(PANEL, 'assets')).filter((file) => pattern.test(file));
  expect({ name, names }).toEqual({ name, names: [expect.any(String)] });
  return names[0] ?? '';
}

describe('the first load of the panel', () => {
  it.each(['en', 'ru', 'uz'])('is small enough, the overview in %s included', (language) => {
    const page = readFileSync(join(PANEL, 'index.html'), 'utf8');
    const named = namesIn(page, NAMED);
    expect(named.length).toBeGreaterThan(0);
    const files = withNeeds([...named, built('dashboard'), built(language)]);
    const bytes = files.reduce((sum, name) => sum + gzipped(name), gzipSync(page).length);
    const largest = files
      .map((name) => ({ name, bytes: gzipped(name) }))
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, 5);
    // A failure names the largest files, which is where to look.
    expect({ bytes, tooMuch: bytes < BUDGET_BYTES ? [] : largest }).toEqual({ bytes, tooMuch: [] });
    // Far less would mean that this test no longer finds what is loaded.
    expect(bytes).toBeGreaterThan(BUDGET_BYTES / 5);
  });
});
