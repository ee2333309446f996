/**
 * Where the tests find a redis-server: a file of its own, since getting one without being root takes some steps.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Debian's redis-server unpacked into `folder` with the libraries it needs, which takes no rights. Answers the path of a program
 * that runs it, or `undefined` when this is no Debian machine or its packages can't be had.
 */
export function unpackRedisServer(folder) {
  const program = join(folder, 'redis-server');
  if (answersVersion(program)) return program;
  console.log("Unpacking redis-server from Debian's packages …");
  const packages = join(folder, 'packages');
  mkdirSync(packages, { recursive: true });
  const names = ['redis-server', 'redis-tools'];
  const listed = spawnSync('apt-cache', ['depends', ...names], { encoding: 'utf8' });
  if (listed.status !== 0) return undefined;
  // The C library must be the one this machine runs on.
  const libraries = [...listed.stdout.matchAll(/Depends: ((?:lib(?!c6)|lua)\S+)/g)].map(([, name]) => name);
  for (const name of new Set([...names, ...libraries])) {
    spawnSync('apt-get', ['download', name], { cwd: packages, stdio: 'ignore', timeout: 60_000 });
  }
  const root = join(folder, 'root');
  for (const file of readdirSync(packages).filter((entry) => entry.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', join(packages, file), root], { stdio: 'ignore' });
  }
  const binary = join(root, 'usr/bin/redis-server');
  if (!existsSync(binary)) return undefined;
  const libraryFolders = ['usr/lib', 'lib'].map((path) => join(root, path)).filter(existsSync);
  const searched = libraryFolders.flatMap((path) => [path, ...foldersIn(path)]).join(':');
  // `exec`, so that signals meant for the server reach it.
  writeFileSync(program, `#!/bin/sh\nLD_LIBRARY_PATH='${searched}' exec '${binary}' "$@"\n`);
  chmodSync(program, 0o755);
  return answersVersion(program) ? program : undefined;
}

const answersVersion = (program) => existsSync(program) && spawnSync(program, ['--version']).status === 0;

const foldersIn = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name));
