import { drawJpeg, type ProbedFile } from './file-probe';

/** Telegram's apps send photos as JPEG of at most this many pixels. */
const LONGEST_SIDE_PX = 2560;
const QUALITY = 0.87;

/** The picture as a photo message carries it: JPEG, not larger than Telegram's. A fitting JPEG goes out byte for byte. */
export async function asPhoto(probed: ProbedFile): Promise<{ content: Blob; width?: number; height?: number }> {
  const { file, width = 0, height = 0 } = probed;
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height, 1));
  if (file.type === 'image/jpeg' && scale === 1) return { content: file, width, height };
  const picture = await createImageBitmap(file);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const content = await drawJpeg(picture, size.width, size.height, QUALITY);
  picture.close();
  return content ? { content, ...size } : { content: file, width, height };
}
