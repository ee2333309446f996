/**
 * The recogniser process: loads one model, then transcribes one recording after another as its parent says. It is a
 * process and not a thread because a decode can't be interrupted: whoever must stop it kills it, and loses nothing else.
 */
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { type FromRecognizer, RecordingRejected, type RecognizerFailure, type ToRecognizer } from './local-protocol';
import { hearSelfCheck, verifyModelFiles } from './model-check';
import type { SpeechRecognizer } from './speech-recognizer';

/** Progress is for people; more often than this is of no use to them. */
const PROGRESS_EVERY_MS = 250;

let recognizer: SpeechRecognizer | undefined;

process.on('message', (message: ToRecognizer) => {
  if (message.type === 'load') void load(message);
  else void transcribe(message.job);
});

// The parent is gone, however it died: so is the reason to live. No clean-up, which native code might hold up.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A terminal sends Ctrl-C to the whole group; the parent decides whether the recording is still finished.
process.on('SIGINT', () => undefined);

async function load(message: Extract<ToRecognizer, { type: 'load' }>): Promise<void> {
  try {
    lowerPriority(message.niceness);
    await verifyModelFiles(message.model);
    // Loaded late, so that a platform without the native binary gets an answer instead of a crash at start.
    const { SpeechRecognizer } = await import('./speech-recognizer.js');
    const loaded = await SpeechRecognizer.load(message.model, message.threads, message.ffmpegPath);
    await hearSelfCheck(loaded, message.model.selfCheck);
    recognizer = loaded;
    tell({ type: 'ready' });
  } catch (error) {
    tell({ type: 'load-failed', detail: describe(error) });
  }
}

async function transcribe(job: Extract<ToRecognizer, { type: 'transcribe' }>['job']): Promise<void> {
  if (!recognizer) return tell({ type: 'failed', failure: { case: 'internal', detail: 'no model is loaded' } });
  try {
    tell({ type: 'done', result: await recognizer.transcribe(job, throttledProgress()) });
  } catch (error) {
    const failure: RecognizerFailure =
      error instanceof RecordingRejected ? error.failure : { case: 'internal', detail: describe(error) };
    tell({ type: 'failed', failure });
  }
}

function throttledProgress(): (processedSeconds: number) => void {
  let toldAt = -Infinity;
  return (processedSeconds) => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = now;
    tell({ type: 'progress', processedSeconds });
  };
}

/**
 * People who tap buttons are served by other processes of this machine, and go first. On Linux a priority belongs to a
 * thread: later ones inherit it, but those that are there already, and may be the ones that decode, must be told.
 */
function lowerPriority(niceness: number): void {
  for (const id of threadIds()) {
    try {
      setPriority(id, Math.min(niceness, constants.priority.PRIORITY_LOW));
    } catch {
      // Not allowed everywhere, and a thread may be gone; the work is the same without it.
    }
  }
}

/** 0, which stands for the whole process, where threads have no priority of their own. */
function threadIds(): number[] {
  if (process.platform !== 'linux') return [0];
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}

function tell(message: FromRecognizer): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().slice(0, 300);
}
