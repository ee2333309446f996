import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const TSX = require.resolve('tsx/cli');
const MAIN = join(__dirname, '../src/main.ts');

function run(...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [TSX, MAIN, ...args]);
}

async function finish(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('npm run sandbox', () => {
  it('starts with people, answers bots and ends clean on Ctrl-C', async () => {
    const child = run('--port', '0', '--people', '2', '--flood', 'public');
    const ended = finish(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /http:\/\/\S+/.exec(line.toString())?.[0] ?? '';
    const people = (await (await fetch(`${url}/sandbox/api/people`)).json()) as { total: number };
    expect(people.total).toBe(2);
    const me = (await (await fetch(`${url}/bot1:${'a'.repeat(35)}/getMe`)).json()) as { ok: boolean };
    expect(me.ok).toBe(true);
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  it('explains itself, and what is wrong with an option', async () => {
    expect(await finish(run('--help'))).toMatchObject({ code: 0, output: expect.stringContaining('--flood <preset>') });
    expect(await finish(run('--port', 'many'))).toMatchObject({
      code: 1,
      output: expect.stringContaining('--port must be a whole number from 0 to 65535'),
    });
  });
});
