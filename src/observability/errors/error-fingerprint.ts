import { createHash } from 'node:crypto';

const MAX_LENGTH = 200;

/** What of an error is kept: enough to know it again and to find its place, nothing of what it was about. */
export interface ErrorTraits {
  readonly fingerprint: string;
  readonly name: string;
  readonly code: string | null;
  readonly location: string | null;
}

/** Failures of one class and code that come from one line at one place are the same failure. */
export function traitsOf(error: unknown, place: string): ErrorTraits {
  const name = (error instanceof Error ? error.name : typeof error).slice(0, MAX_LENGTH);
  const code = codeOf(error);
  const location = error instanceof Error ? locationIn(error.stack ?? '') : null;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([place, name, code, location]))
    .digest('hex')
    .slice(0, 16);
  return { fingerprint, name, code, location };
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  // Codes are words of ours or of libraries; anything longer is a text in the wrong place.
  return typeof code === 'string' && /^[\w.-]{1,100}$/.test(code) ? code : null;
}

/** The first frame of a stack that is this application's own code. */
function locationIn(stack: string): string | null {
  for (const line of stack.split('\n')) {
    if (!/^\s+at /.test(line) || line.includes('node_modules')) continue;
    const match = /^.*[\\/](?:src|dist)[\\/]([^():]{1,150}:\d+):\d+\)?$/.exec(line);
    if (match?.[1]) return match[1].replaceAll('\\', '/');
  }
  return null;
}
