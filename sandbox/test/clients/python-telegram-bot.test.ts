import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientSettings, type RunningClient } from '../support/bot-client';
import { describeClient } from '../support/client-journey';

const PYTHON = '/usr/bin/python3';
const isInstalled = spawnSync(PYTHON, ['-W', 'ignore', '-c', 'import telegram.ext']).status === 0;

async function start(settings: ClientSettings, port?: number): Promise<RunningClient> {
  const directory = await mkdtemp(join(tmpdir(), 'ptb-'));
  const photo = join(directory, 'photo.jpg');
  await writeFile(photo, settings.photo);
  const script = join(__dirname, 'ptb_bot.py');
  const args = ['-W', 'ignore', script, settings.token, settings.apiRoot, photo, ...(port ? [String(port)] : [])];
  const child = spawn(PYTHON, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('python-telegram-bot did not start'))),
  ]);
  return { stop: () => stop(child, directory) };
}

async function stop(child: ChildProcess, directory: string): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await rm(directory, { recursive: true });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

if (isInstalled) {
  describeClient('python-telegram-bot', {
    polling: (settings) => start(settings),
    webhook: async (settings) => start(settings, await freePort()),
  });
} else {
  it.skip('python-telegram-bot: Debian’s python3-python-telegram-bot is not installed', () => undefined);
}
