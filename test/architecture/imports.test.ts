import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const cruiser = resolve(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

it('every import follows the rules of the house', () => {
  const report = (() => {
    try {
      return execFileSync(process.execPath, [cruiser, 'src', 'sandbox/src', 'panel/src', '--output-type', 'err'], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      return (error as { stdout?: string }).stdout ?? String(error);
    }
  })();
  expect(report).toContain('no dependency violations found');
});
