import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import dashboard from '../../panel/src/i18n/en/dashboard.json';
import { alertKinds } from '../../src/alerts/alert';

const SOURCES = resolve(__dirname, '../../src');

/** What files of a kind call themselves, read from their text: the panel is built without the application. */
function namesIn(folder: string, suffix: string, property: 'id' | 'name'): string[] {
  const paths = readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith(suffix),
  );
  const names = paths.map((path) => {
    const text = readFileSync(join(SOURCES, folder, path), 'utf8');
    return new RegExp(`readonly ${property} = '([^']+)'`).exec(text)?.[1] ?? path;
  });
  return names.sort();
}

describe('the overview of the panel has words for', () => {
  it('every scheduled task, and for no other', () => {
    expect(Object.keys(dashboard.tasks.names).sort()).toEqual(namesIn('schedules/tasks', '.task.ts', 'id'));
  });

  it('every part whose health is told, and for no other', () => {
    expect(Object.keys(dashboard.health.names).sort()).toEqual(namesIn('.', '.health.ts', 'name'));
  });

  it('every kind of alert, and for no other', () => {
    expect(Object.keys(dashboard.alerts.kinds).sort()).toEqual([...alertKinds].sort());
  });
});
