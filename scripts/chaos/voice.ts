/**
 * `npm run chaos:voice [-- --kills=30 --waiting=10 --recognisers=10]`: the app is killed with `kill -9` at random moments while people
 * wait for their texts, and so is the recogniser. Ends with 1 when somebody was told nothing, or twice, or something stayed on disk.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../test/e2e/support/eventually';
import { ANN, Stage } from '../../test/e2e/support/stage';
import { endingOf, localSpeech, recordingFolders, sendVoice } from '../../test/e2e/support/voice';
import { killWhileTheyWait, recogniserPids } from '../../test/e2e/support/voice-faults';
import { speechModelFolder } from '../../test/support/speech-fixtures';
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import { Verdicts } from '../run/verdicts';

const NOTE = { file: 'dashwood-leisure.ogg', seconds: 7 };

async function main(): Promise<void> {
  const options = readRunOptions({ kills: 30, waiting: 10, recognisers: 10, mean: 1_500 });
  const modelFolder = speechModelFolder();
  if (modelFolder === null) throw new Error('there is no speech model and none could be fetched');
  const verdicts = new Verdicts();

  const { kills, waiting, mean } = options;
  const seen = await onStage((stage) =>
    killWhileTheyWait(stage, localSpeech(modelFolder), { kills, waiting, meanMs: mean, ...NOTE }),
  );
  console.log(
    table(
      ['kill -9', 'notes', 'texts', 'told nothing', 'told twice', 'outdated statuses', 'folders left'],
      [
        [
          seen.kills,
          seen.people,
          seen.texts,
          seen.withoutEnding,
          seen.withSeveral,
          seen.leftStatuses,
          seen.foldersLeft,
        ],
      ],
    ),
  );
  verdicts.invariant(`${kills} kills with ${waiting} waiting: nobody was told nothing`, seen.withoutEnding === 0);
  verdicts.invariant('… and nobody was told twice', seen.withSeveral === 0);
  verdicts.invariant('… and nothing was left on disk', seen.foldersLeft === 0);
  verdicts.goal('… and everybody got their text', seen.texts === seen.people, `${seen.texts} of ${seen.people}`);

  const texts = await onStage(async (stage) => {
    const app = await stage.startApp(localSpeech(modelFolder));
    let heard = 0;
    for (let count = 0; count < options.recognisers; count += 1) {
      const voice = await sendVoice(stage, ANN, 'long-note.ogg', 80);
      const [pid = -1] = await eventually(() => {
        const pids = recogniserPids(app);
        return recordingFolders(stage).length > 0 && pids.length > 0 ? pids : undefined;
      });
      await pause(Math.random() * 1_500);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It had finished already and been replaced, or the note was done.
      }
      const { text } = await endingOf(stage, ANN, voice, { timeoutMs: 60_000 });
      if (/dashwood/i.test(text)) heard += 1;
    }
    verdicts.invariant('the app outlives its recognisers', app.isRunning);
    return heard;
  });
  verdicts.invariant(
    `the recogniser killed in the middle ${options.recognisers} times: each note became text`,
    texts === options.recognisers,
    texts,
  );
  console.log();
  verdicts.print();
}

async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await Stage.open();
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

void main();
