import type { MediaKind } from '../../../src/control/contract';

/** What a browser can tell about a file before it is sent. */
export interface ProbedFile {
  file: File;
  /** As what it is sent when it isn't sent as a plain document. */
  kind: MediaKind;
  width?: number;
  height?: number;
  durationSeconds?: number;
  /** JPEG, at most 320 px. */
  thumbnail?: Blob;
}

const THUMBNAIL_PX = 320;
const PROBE_MS = 5_000;

/** Finds out kind, size and length, and makes the small picture that Telegram's apps make. A file that can't be read is a document. */
export async function probeFile(file: File): Promise<ProbedFile> {
  try {
    if (file.type === 'image/gif') return { ...(await probePicture(file)), kind: 'animation' };
    if (/^image\/(jpeg|png|webp|avif|bmp)$/.test(file.type)) return await probePicture(file);
    if (file.type.startsWith('video/')) return await probeVideo(file);
    if (file.type.startsWith('audio/')) return await probeAudio(file);
  } catch {
    // Its bytes don't keep what its name promises.
  }
  return { file, kind: 'document' };
}

async function probePicture(file: File): Promise<ProbedFile> {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const thumbnail = await drawThumbnail(picture, width, height);
  picture.close();
  return { file, kind: 'photo', width, height, thumbnail };
}

async function probeVideo(file: File): Promise<ProbedFile> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  return withSource(video, file, async () => {
    await happened(video, 'loadeddata');
    const { videoWidth: width, videoHeight: height } = video;
    const thumbnail = await drawThumbnail(video, width, height);
    return { file, kind: 'video', width, height, durationSeconds: lengthOf(video), thumbnail };
  });
}

async function probeAudio(file: File): Promise<ProbedFile> {
  const audio = document.createElement('audio');
  return withSource(audio, file, async () => {
    await happened(audio, 'loadedmetadata');
    return { file, kind: 'audio', durationSeconds: lengthOf(audio) };
  });
}

function lengthOf({ duration }: HTMLMediaElement): number | undefined {
  return Number.isFinite(duration) ? Math.round(duration) : undefined;
}

async function withSource<T>(element: HTMLMediaElement, file: File, work: () => Promise<T>): Promise<T> {
  const url = URL.createObjectURL(file);
  element.src = url;
  try {
    return await work();
  } finally {
    element.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
}

function happened(element: HTMLMediaElement, event: 'loadeddata' | 'loadedmetadata'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(() => reject(new Error('The file can’t be read')), PROBE_MS);
    const finish = (done: () => void) => () => {
      window.clearTimeout(timer);
      done();
    };
    element.addEventListener(event, finish(resolve), { once: true });
    element.addEventListener(
      'error',
      finish(() => reject(new Error('The file can’t be read'))),
      { once: true },
    );
  });
}

async function drawThumbnail(source: CanvasImageSource, width: number, height: number): Promise<Blob | undefined> {
  const scale = Math.min(1, THUMBNAIL_PX / Math.max(width, height));
  return drawJpeg(source, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), 0.8);
}

/** Draws a picture in this size; see-through parts become white, since JPEG has none. */
export async function drawJpeg(
  source: CanvasImageSource,
  width: number,
  height: number,
  quality: number,
): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(source, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality));
}
