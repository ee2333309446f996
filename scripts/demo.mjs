#!/usr/bin/env node
/**
 * `npm run demo`: a sandbox in place of Telegram, the app, a small library, an order and a voice note, in one terminal. No token, nothing to
 * install. Everything lives in `.demo/` and is gone after Ctrl-C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orderPhoto, sampleProducts } from './demo/sample-orders.mjs';
import { sampleFiles, thumbnailPhoto } from './demo/sample-files.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const demoRoot = join(root, '.demo');
/** Beside what the tests fetch, so that it comes over the network once. */
const modelDir = join(root, 'node_modules/.cache/bellhop-models');
const MODEL_FETCH_MS = 120_000;
const TOKEN = '1000000001:AADemoTokenThatOnlyTheSandboxKnows1';
const OWNER = { id: 100, firstName: 'Olivia', lastName: 'Owner', username: 'olivia', languageCode: 'en' };
const USERS = [
  { id: 201, firstName: 'Aziza', username: 'aziza', languageCode: 'uz' },
  { id: 202, firstName: 'Борис', username: 'boris', languageCode: 'ru' },
];

/** Who signs in to the panel: one account that comes with the start, and Olivia's, which is linked to her chat. */
const ACCOUNT = { username: 'owner', password: 'the demo knows it' };
const OLIVIA = { username: 'olivia', password: 'olivia at the desk', role: 'owner', telegramId: OWNER.id };

const say = (text = '') => console.log(text);
let sandbox;
let app;
let stopping = false;
let hasSpeech = false;

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  await build();
  fetchSpeechModel();
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

/** Voice notes need a speech model; without one everything else works. */
function fetchSpeechModel() {
  if (!existsSync(join(modelDir, 'moonshine-tiny'))) {
    say(`Fetching a speech model for voice notes (28 MB, once, at most ${MODEL_FETCH_MS / 60_000} minutes) …`);
  }
  const script = join(root, 'scripts/speech-model.mjs');
  const fetched = spawnSync(process.execPath, [script, 'tiny', '--dir', modelDir], {
    cwd: root,
    encoding: 'utf8',
    timeout: MODEL_FETCH_MS,
  });
  hasSpeech = fetched.status === 0;
  if (hasSpeech) return;
  say(`Voice notes won't be written down in this demo. ${fetched.error ? 'It took too long.' : fetched.stderr.trim()}`);
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
    // Neither a developer's .env nor their environment is for the demo: it would send to a real bot, or use a real database.
    cwd: folder,
    // A process group of its own: Ctrl-C reaches only the demo, which then stops the app in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...machineEnvironment(),
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: sandbox.url,
      ADMIN_TELEGRAM_IDS: String(OWNER.id),
      ADMIN_USERNAME: ACCOUNT.username,
      ADMIN_PASSWORD: ACCOUNT.password,
      DATA_DIR: folder,
      MODEL_DIR: modelDir,
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
  say('Taking an order …');
  await addProducts();
  await placeOrder();
  say('Telling everybody …');
  await sendBroadcast();
  if (hasSpeech) await sendVoiceNote();
  await addAccount(port);
  announce(port);
}

/** What any program of this machine needs, and nothing that is Bellhop's. */
function machineEnvironment() {
  const wanted = /^(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|APPDATA|LOCALAPPDATA)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => wanted.test(name)));
}

/** The owner fills the library through the chat, the way a person would; then each user finds something in it. */
async function fillLibrary() {
  const chat = sandbox.control;
  for (const person of [OWNER, ...USERS]) {
    const start = await chat.start(person.id);
    await chat.waitForMessage(person.id, (message) => message.buttons.length > 0, { since: start });
  }
  const sayAndWait = async (send, answer) => chat.waitForMessage(OWNER.id, answer, { since: await send });

  await sayAndWait(chat.sendText(OWNER.id, '/set_thumb'), 'Send me a photo');
  const photo = { bytes: await thumbnailPhoto() };
  await sayAndWait(chat.sendMedia(OWNER.id, 'photo', photo, { width: 640, height: 640 }), 'wear this picture');

  for (const { title, tags, kind, bytes, ...media } of await sampleFiles()) {
    await sayAndWait(chat.sendText(OWNER.id, '/upload'), 'New file');
    await sayAndWait(chat.sendMedia(OWNER.id, kind, { bytes }, media), 'What is its title');
    await sayAndWait(chat.sendText(OWNER.id, title), 'Send tags');
    await sayAndWait(chat.sendText(OWNER.id, tags), 'is saved');
  }

  await findAndTake(USERS[0].id, 'handbok', 'Guest handbook');
  await findAndTake(USERS[1].id, 'otkan kunlar', 'kunlar');
}

/** Searches the way people do, with a typing error or in the other script, and taps the result. */
async function findAndTake(personId, words, title) {
  const chat = sandbox.control;
  const question = await chat.sendText(personId, words);
  const offers = (message) => message.buttons.flat().find(({ label }) => label.includes(title));
  const results = await chat.waitForMessage(personId, (message) => offers(message) !== undefined, { since: question });
  await chat.tapButton(personId, results.messageId, offers(results).label);
  await chat.waitForMessage(personId, (message) => message.media !== undefined, { since: results, timeoutMs: 30_000 });
}

/** The owner adds the products, one question at a time. */
async function addProducts() {
  const chat = sandbox.control;
  const sayAndWait = async (send, answer) => chat.waitForMessage(OWNER.id, answer, { since: await send });
  for (const { code, name, kinds, limitMb, pattern } of sampleProducts) {
    const list = await sayAndWait(chat.sendText(OWNER.id, '/products'), 'Products');
    await chat.tapButton(OWNER.id, list.messageId, '➕ Add a product');
    await chat.waitForMessage(OWNER.id, 'Which code', { since: list });
    await sayAndWait(chat.sendText(OWNER.id, code), 'What is its name');
    const choice = await sayAndWait(chat.sendText(OWNER.id, name), 'What can it be ordered with');
    for (const kind of kinds) await chat.tapButton(OWNER.id, choice.messageId, `products:kind:${kind}`);
    await chat.tapButton(OWNER.id, choice.messageId, 'products:kinds');
    await chat.waitForMessage(OWNER.id, 'How big may a file be', { since: choice });
    await sayAndWait(chat.sendText(OWNER.id, limitMb), 'follow a pattern');
    await sayAndWait(chat.sendText(OWNER.id, pattern ?? '/skip'), 'can now be ordered');
  }
}

/** Aziza orders a photo print; both she and the owner are told when it is complete. */
async function placeOrder() {
  const chat = sandbox.control;
  const [customer] = USERS;
  const sent = await chat.sendMedia(
    customer.id,
    'photo',
    { bytes: await orderPhoto() },
    { width: 1200, height: 800, fileName: 'photo.jpg', caption: 'PHOTO' },
  );
  await chat.waitForMessage(customer.id, 'PHOTO', { since: sent });
  const series = await chat.sendText(customer.id, 'AB-2024');
  const isNotice = ({ text }) => text.startsWith('✅') && text.includes('AB-2024');
  await chat.waitForMessage(customer.id, isNotice, { since: series });
  await chat.waitForMessage(OWNER.id, isNotice, { timeoutMs: 20_000 });
}

/** The owner writes to everybody; a report tells her who got it. */
async function sendBroadcast() {
  const chat = sandbox.control;
  const text = '/broadcast <b>The library is open.</b> Send me a word of what you are looking for.';
  const command = await chat.sendText(OWNER.id, text);
  const start = ({ buttons }) => buttons.flat().find(({ label }) => label.includes('Send now'));
  const draft = await chat.waitForMessage(OWNER.id, (message) => start(message) !== undefined, { since: command });
  await chat.tapButton(OWNER.id, draft.messageId, start(draft).label);
  await chat.waitForMessage(OWNER.id, 'is finished', { since: draft, timeoutMs: 30_000 });
}

/** Boris sends a voice note and gets its text. */
async function sendVoiceNote() {
  say('Listening to a voice note …');
  const chat = sandbox.control;
  const [, speaker] = USERS;
  const note = { path: join(root, 'scripts/speech-model/self-check.ogg') };
  const sent = await chat.sendMedia(speaker.id, 'voice', note, { mimeType: 'audio/ogg', durationSeconds: 3 });
  const isText = ({ text, buttons }) => buttons.length === 0 && text !== '';
  await chat.waitForMessage(speaker.id, isText, { since: sent, timeoutMs: 60_000 });
}

/** Olivia gets an account that knows her chat, so that what she composes in the panel can be shown to her there. */
async function addAccount(port) {
  const call = async (path, body, token) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  const { accessToken } = await call('/auth/login', ACCOUNT);
  await call('/admins', OLIVIA, accessToken);
}

function announce(port) {
  say(`
  Bellhop is running.

    Web chat    ${sandbox.url}/
                You are Olivia, the owner; Aziza and Boris are two users. Try a search with a typing
                error ("handbok"), or Latin for Cyrillic ("ekskursiy"), or /upload as Olivia.
                Aziza has ordered a print (/orders); Olivia was told, and sees /products. Order one
                yourself: send a photo with the caption "PHOTO", or /order MUG.
                Olivia has written to everybody (/broadcasts shows who got it).
${hasSpeech ? '                Boris has sent a voice note: record one yourself (the microphone), in English.\n' : ''}    Panel       http://127.0.0.1:${port}/admin
                Sign in as "${OLIVIA.username}" with "${OLIVIA.password}".
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
