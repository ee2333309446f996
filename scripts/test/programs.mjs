/**
 * The programs of other people that some tests need. Those that are missing are installed where that may be done; a
 * network that hangs costs a few minutes at most, and what could not be had is said at the end of the run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { unpackRedisServer } from './redis-program.mjs';

const INSTALLING_MS = 6 * 60_000;

const programs = [
  {
    variable: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    package: 'chromium',
    untested: () => 'pages in a browser (no Chromium',
  },
  {
    variable: 'REDIS_SERVER_PATH',
    names: ['redis-server'],
    package: 'redis-server',
    // With REDIS_URL the tests that need not stop it use that server, under key prefixes of their own.
    untested: () => `${process.env.REDIS_URL ? 'the loss of Redis' : 'the Redis tier'} (no redis-server`,
    otherwise: (root) => (onPath(['dpkg']) ? unpackRedisServer(join(root, 'node_modules/.cache/redis')) : undefined),
  },
  {
    variable: 'PROMETHEUS_PATH',
    names: ['prometheus'],
    package: 'prometheus',
    untested: () => 'a real Prometheus (none',
  },
];

/**
 * Finds each program: the one named in its variable, one on PATH, or Debian's. Answers the variables for the tests, and
 * a sentence for each that could not be had.
 */
export async function findPrograms(root) {
  const deadline = Date.now() + INSTALLING_MS;
  const found = { environment: {}, missing: [] };
  for (const program of programs) {
    const here = () => onPath(program.names);
    const path =
      process.env[program.variable] ??
      here() ??
      ((await fromDebian(program.package, deadline)) ? here() : program.otherwise?.(root));
    if (path) found.environment[program.variable] = path;
    else
      found.missing.push(`${program.untested()} found and none could be installed; name one with ${program.variable})`);
  }
  return found;
}

function onPath(names) {
  for (const name of names) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
}

/** Installs a Debian package when this is a Debian machine and we are root; otherwise answers false. */
async function fromDebian(name, deadline) {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) return false;
  console.log(`Installing ${name} from Debian's packages …`);
  const install = () => aptGet(['install', '-y', '--no-install-recommends', name], deadline);
  return (await install()) || ((await aptGet(['update'], deadline)) && (await install()));
}

function aptGet(argv, deadline) {
  const timeout = deadline - Date.now();
  if (timeout <= 0) return false;
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn('apt-get', argv, { stdio: 'ignore', env, timeout });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
