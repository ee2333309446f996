import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { childEnvironment } from '../../config/child-environment';

const MAX_FRAME_BYTES = 8 << 20;

/**
 * Only the pipe may be read, whatever the content claims to be: a playlist that names local files or addresses must not
 * make ffmpeg open them. A container whose index is at its end can't be read this way, and has no frame then.
 */
const ARGUMENTS = [
  ...['-nostdin', '-v', 'error', '-threads', '1', '-protocol_whitelist', 'pipe'],
  ...['-i', 'pipe:0', '-frames:v', '1', '-an', '-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'],
];

let isMissing = false;

/** The first frame of a video as a JPEG, made by ffmpeg if it is on PATH. Answers `null` when there is none to be had. */
export async function firstFrame(video: Readable, signal: AbortSignal): Promise<Buffer | null> {
  if (isMissing || signal.aborted) {
    video.destroy();
    return null;
  }
  const child = spawn('ffmpeg', ARGUMENTS, {
    env: childEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
    signal,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') isMissing = true;
      resolve();
    });
    child.once('close', () => resolve());
  });
  // ffmpeg stops reading once it has its frame; the rest of the video is then of no interest.
  const fed = pipeline(video, child.stdin).catch(() => undefined);
  const frame: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_FRAME_BYTES) child.kill('SIGKILL');
    else frame.push(chunk);
  });
  await ended;
  video.destroy();
  await fed;
  return bytes > 0 && bytes <= MAX_FRAME_BYTES ? Buffer.concat(frame) : null;
}
