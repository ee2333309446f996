#!/usr/bin/env node
/**
 * `npm run demo`: a sandbox in place of Telegram, the app, and a small library, in one terminal. No token, nothing to
 * install. Everything lives in `.demo/` and is gone after Ctrl-C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles, thumbnailPhoto } from './demo/sample-files.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const demoRoot = join(root, '.demo');
const TOKEN = '1000000001:AADemoTokenThatOnlyTheSandboxKnows1';
const OWNER = { id: 100, firstName: 'Olivia', lastName: 'Owner', username: 'olivia', languageCode: 'en' };
const USERS = [
  { id: 201, firstName: 'Aziza', username: 'aziza', languageCode: 'uz' },
  { id: 202, firstName: 'Борис', username: 'boris', languageCode: 'ru' },
];

const say = (text = '') => console.log(text);
let sandbox;
let app;
let stopping = false;

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  await build();
  removeLeftovers();
  await start();
} catch (error) {
  say(`\nThe demo could not start: ${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}

async function build() {
  say('Building …');
  const built = spawnSync('npm', ['run', 'build', '--silent'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (built.status !== 0) throw new Error('the build failed; its output is above.');
}

/** A demo that was killed may have left its folder, and in it a database server that still runs. */
function removeLeftovers() {
  if (!existsSync(demoRoot)) return;
  for (const run of readdirSync(demoRoot)) {
    const [owner] = run.split('-').slice(-1);
    if (isAlive(Number(owner))) continue;
    const pidFile = join(demoRoot, run, 'postgres', 'postmaster.pid');
    if (existsSync(pidFile)) {
      const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
      if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
    }
    rmSync(join(demoRoot, run), { recursive: true, force: true, maxRetries: 10 });
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function start() {
  const { startSandbox } = createRequire(import.meta.url)(join(root, 'sandbox/dist/index.js'));
  const folder = join(demoRoot, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });

  sandbox = await startSandbox({
    port: await portNear(8081),
    bots: [{ token: TOKEN, username: 'bellhop_demo_bot', firstName: 'Bellhop' }],
  });
  for (const person of [OWNER, ...USERS]) await sandbox.control.addPerson(person);

  const port = await portNear(3000);
  app = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/main.js')], {
    cwd: root,
    // A process group of its own: Ctrl-C reaches only the demo, which then stops the app in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: sandbox.url,
      TELEGRAM_LOCAL_MODE: 'false',
      BOT_MODE: 'polling',
      ADMIN_TELEGRAM_IDS: String(OWNER.id),
      STORAGE_CHAT_ID: '',
      DATABASE_URL: '',
      POSTGRES_HOST: '',
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_FORMAT: 'pretty',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  });
  app.on('exit', (code) => {
    if (stopping) return;
    say(`\nThe app ended by itself with exit code ${code}; its last words are above.`);
    void stop(1);
  });

  await untilReady(`http://127.0.0.1:${port}/health/ready`);
  say('Filling the library …');
  await fillLibrary();
  announce(port);
}

/** The owner uploads the samples through the chat, the way a person would. */
async function fillLibrary() {
  const chat = sandbox.control;
  for (const person of [OWNER, ...USERS]) {
    await chat.start(person.id);
    await chat.waitForMessage(person.id, () => true);
  }

  const command = await chat.sendText(OWNER.id, '/set_thumb');
  const question = await chat.waitForMessage(OWNER.id, () => true, { since: command });
  await chat.sendMedia(
    OWNER.id,
    'photo',
    { bytes: await thumbnailPhoto() },
    { width: 640, height: 640, fileName: 'thumb.jpg' },
  );
  await chat.waitForMessage(OWNER.id, () => true, { since: question });

  for (const { title, tags, kind, bytes, ...media } of await sampleFiles()) {
    let last = await chat.sendText(OWNER.id, '/upload');
    const answer = async () => {
      last = await chat.waitForMessage(OWNER.id, () => true, { since: last });
    };
    await answer();
    last = await chat.sendMedia(OWNER.id, kind, { bytes }, media);
    await answer();
    last = await chat.sendText(OWNER.id, title);
    await answer();
    last = await chat.sendText(OWNER.id, tags);
    await answer();
  }
}

function announce(port) {
  say(`
  Bellhop is running.

    Web chat    ${sandbox.url}/
                You are Olivia, the owner; Aziza and Boris are two users. Try a search with a typing
                error ("handbok"), or Latin for Cyrillic ("ekskursiy"), or /upload as Olivia.
    Health      http://127.0.0.1:${port}/health

  A real bot: put BOT_TOKEN and ADMIN_TELEGRAM_IDS into .env and run \`npm start\`.
  Ctrl-C ends the demo and removes what it made.
`);
}

async function untilReady(url) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (app.exitCode !== null) throw new Error('the app ended early; its last words are above.');
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`the app was not ready after a minute (${url}).`);
}

/** The wished port, or the next free one. */
async function portNear(wished) {
  for (let port = wished; port < wished + 50; port += 1) {
    const server = createServer();
    const free = await new Promise((answer) => {
      server.once('error', () => answer(false));
      server.listen(port, '127.0.0.1', () => answer(true));
    });
    if (free) {
      await new Promise((closed) => server.close(closed));
      return port;
    }
  }
  throw new Error(`no free port between ${wished} and ${wished + 49}.`);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  say('\nStopping …');
  if (app && app.exitCode === null && app.signalCode === null) {
    const gone = once(app, 'exit');
    app.kill('SIGTERM');
    await gone;
  }
  await sandbox?.close();
  rmSync(join(demoRoot, `run-${process.pid}`), { recursive: true, force: true, maxRetries: 10 });
  process.exit(code);
}
