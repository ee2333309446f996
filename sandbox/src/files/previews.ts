import { stat } from 'node:fs/promises';

interface Resizer {
  (path: string): {
    rotate(): ReturnType<Resizer>;
    resize(options: { width: number; height: number; fit: 'inside' }): ReturnType<Resizer>;
    jpeg(options: { quality: number }): ReturnType<Resizer>;
    toFile(path: string): Promise<{ width: number; height: number }>;
  };
}

let resizer: Promise<Resizer | undefined> | undefined;

/** `sharp`, where it is installed: without it, photos simply have no smaller sizes and files no thumbnail of Telegram's own. */
function loadResizer(): Promise<Resizer | undefined> {
  resizer ??= import('sharp').then(
    (module) => module.default as unknown as Resizer,
    () => undefined,
  );
  return resizer;
}

/**
 * Writes a JPEG that fits into a square of this side.
 * @returns its real size, or `undefined` when it can't be made (no image library, or not an image).
 */
export async function writePreview(
  source: string,
  target: string,
  side: number,
): Promise<{ width: number; height: number; size: number } | undefined> {
  const resize = await loadResizer();
  if (!resize) return undefined;
  try {
    const options = { width: side, height: side, fit: 'inside' } as const;
    const { width, height } = await resize(source).rotate().resize(options).jpeg({ quality: 80 }).toFile(target);
    return { width, height, size: (await stat(target)).size };
  } catch {
    return undefined;
  }
}
