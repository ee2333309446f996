import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { SeenMessage } from '../../../sandbox/src';
import type { BellhopProcess } from './bellhop-process';
import { eventually } from './eventually';
import type { Stage } from './stage';
import { isEnding, recordingFolders, sendVoice } from './voice';

/** The recognisers of an app process: its children that run the local engine. */
export function recogniserPids(app: BellhopProcess): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === app.pid && read(`/proc/${pid}/cmdline`).includes('local-engine.child'));
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What people have been told of their recordings. */
export interface Endings {
  readonly people: number;
  readonly withoutEnding: number;
  readonly withSeveral: number;
  /** Status messages that went on offering a button after their recording was done with. */
  readonly leftStatuses: number;
  readonly texts: number;
  /** What those were told who didn't get their text. */
  readonly excuses: readonly string[];
}

export async function countEndings(
  stage: Stage,
  voices: readonly { person: number; voice: SeenMessage }[],
): Promise<Endings> {
  const counted = await Promise.all(
    voices.map(async ({ person, voice }) => {
      const { items } = await stage.people.listMessages(person, undefined, { limit: 200 });
      const answers = items.filter((message) => !message.outgoing && message.replyTo?.messageId === voice.messageId);
      const endings = answers.filter(isEnding);
      return {
        endings: endings.length,
        left: answers.length - endings.length,
        isText: endings.some(({ text }) => /dashwood/i.test(text)),
        excuse: endings.map(({ text }) => text).join(' / '),
      };
    }),
  );
  return {
    people: counted.length,
    withoutEnding: counted.filter(({ endings }) => endings === 0).length,
    withSeveral: counted.filter(({ endings }) => endings > 1).length,
    leftStatuses: counted.reduce((sum, { left }) => sum + left, 0),
    texts: counted.filter(({ isText }) => isText).length,
    excuses: counted.filter(({ isText, endings }) => !isText && endings > 0).map(({ excuse }) => excuse),
  };
}

/**
 * `waiting` people send a note each; then the app is killed with `kill -9` at `kills` random moments, `meanMs` apart on average, and
 * started again each time. Answers what everybody was told once it is quiet, and what is left on disk.
 */
export async function killWhileTheyWait(
  stage: Stage,
  environment: Record<string, string>,
  {
    kills,
    waiting,
    meanMs,
    file,
    seconds,
    onKill,
  }: {
    kills: number;
    waiting: number;
    meanMs: number;
    file: string;
    seconds: number;
    /** After each kill and the start that follows it. */
    onKill?: (done: number, endings: Endings) => void;
  },
): Promise<Endings & { foldersLeft: number; kills: number }> {
  const first = 5_000;
  await stage.people.addPeople({ count: waiting, firstId: first, started: true, languageCode: 'en' });
  let app = await stage.startApp(environment);
  const voices: { person: number; voice: SeenMessage }[] = [];
  for (let index = 0; index < waiting; index += 1) {
    voices.push({ person: first + index, voice: await sendVoice(stage, first + index, file, seconds) });
  }
  let done = 0;
  for (; done < kills; done += 1) {
    await pause(meanMs * (0.2 + 1.6 * Math.random()));
    await app.kill();
    app = await stage.startApp(environment);
    const endings = await countEndings(stage, voices);
    onKill?.(done + 1, endings);
    if (endings.withoutEnding === 0) {
      // Everybody has been served: others take their places, so that there is always somebody to be interrupted.
      for (let index = 0; index < waiting; index += 1) {
        voices.push({ person: first + index, voice: await sendVoice(stage, first + index, file, seconds) });
      }
    }
  }
  await eventually(async () => (await countEndings(stage, voices)).withoutEnding === 0, {
    timeoutMs: 180_000,
    everyMs: 500,
    describe: () => 'not everybody was told',
  });
  return { ...(await countEndings(stage, voices)), foldersLeft: recordingFolders(stage).length, kills: done };
}
