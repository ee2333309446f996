/**
 * npm run chaos:voice [-- --kills=30 --waiting=10 --recognisers=10 --mean=4000 --tier=embedded]
 *
 * Voice on its worst days: recordings that are none or claim two hours, a speech server that is busy, broken or hangs, a
 * damaged model, the recogniser killed in the middle, and the application killed with `kill -9` at random moments, `--mean`
 * milliseconds apart on average, while ten people wait. Ends with 1 when somebody was told nothing, or twice, or a
 * recording stayed on disk.
 */
import { Stage } from '../../test/e2e/support/stage';
import { speechModelFolder } from '../../test/support/speech-fixtures';
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import { openTierIfPossible, type Tier, type TierServices } from '../run/tier';
import { Verdicts } from '../run/verdicts';
import {
  damagedModel,
  killedApplication,
  killedRecognisers,
  moodyServer,
  oddRecordings,
  type Ordeal,
} from './voice/ordeals';

/** Some recordings can't become text; all the others must. */
const HOPELESS: Readonly<Record<string, number>> = {
  'odd recordings': 5,
  'a moody speech server': 2,
  'a damaged model': 2,
};

async function main(): Promise<void> {
  const { kills, waiting, recognisers, mean, tiers } = readRunOptions(
    { kills: 30, waiting: 10, recognisers: 10, mean: 4_000 },
    [],
    ['embedded'],
  );
  const modelFolder = speechModelFolder();
  if (modelFolder === null) throw new Error('there is no speech model and none could be fetched');
  const verdicts = new Verdicts();
  for (const tier of tiers) {
    console.log(`\n== ${tier} ==`);
    const ordeals: ((stage: Stage) => Promise<Ordeal>)[] = [
      (stage) => oddRecordings(stage, modelFolder),
      (stage) => moodyServer(stage, modelFolder),
      (stage) => damagedModel(stage, modelFolder),
      (stage) => killedRecognisers(stage, modelFolder, recognisers),
      (stage) => killedApplication(stage, modelFolder, { kills, waiting, meanMs: mean }),
    ];
    for (const suffer of ordeals) {
      const services = await openTierIfPossible(tier, verdicts);
      if (!services) break;
      const ordeal = await onStage(services, suffer);
      print(ordeal);
      judge(tier, ordeal, verdicts);
    }
  }
  console.log();
  verdicts.print();
}

function print({ name, people, texts, excuses, withoutEnding, withSeveral, leftStatuses, foldersLeft }: Ordeal): void {
  const headings = ['fault', 'notes', 'texts', 'told nothing', 'told twice', 'outdated statuses', 'folders left'];
  console.log(table(headings, [[name, people, texts, withoutEnding, withSeveral, leftStatuses, foldersLeft]]));
  for (const excuse of excuses) console.log(`  instead of a text: ${excuse.replaceAll('\n', ' ')}`);
}

function judge(tier: Tier, ordeal: Ordeal, verdicts: Verdicts): void {
  const { name, people, texts, withoutEnding, withSeveral, foldersLeft, appIsRunning } = ordeal;
  const label = `${tier}, ${name}`;
  verdicts.invariant(`${label}: nobody was told nothing`, withoutEnding === 0, withoutEnding);
  verdicts.invariant(`${label}: nobody was told twice`, withSeveral === 0, withSeveral);
  verdicts.invariant(`${label}: nothing was left on disk`, foldersLeft === 0, foldersLeft);
  verdicts.invariant(`${label}: the application runs`, appIsRunning);
  const expected = people - (HOPELESS[name] ?? 0);
  verdicts.goal(`${label}: whoever could get a text got it`, texts === expected, `${texts} of ${expected}`);
}

async function onStage<T>(services: TierServices, work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await Stage.open({}, { services });
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
