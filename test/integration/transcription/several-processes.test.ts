import { chatActor } from '../../../src/audit';
import { eventually } from '../../support/eventually';
import { ANN, BOB, Gate, VoiceBench } from './support/voice-bench';

let bench: VoiceBench;
beforeAll(async () => {
  bench = await VoiceBench.open();
});
afterAll(() => bench.close());

const heard = (text: string) => eventually(`"${text}" is heard`, () => bench.speech.heard.includes(text));

it('two processes together never work more than MAX_CONCURRENT_WORKERS recordings, and serve one line in order', async () => {
  await bench.reset({ MAX_CONCURRENT_WORKERS: '2' });
  const other = bench.startProcess();
  let worked = 0;
  bench.speech.during = async () => {
    await new Promise((resume) => setImmediate(resume));
    worked += 1;
  };
  const asked = Array.from({ length: 20 }, (_, index) => ({ person: 300 + index, text: `note ${index}` }));
  for (const { person, text } of asked) {
    await [bench.main, other][person % 2]?.transcriptions.ask(bench.note(person, text));
  }
  await bench.jobs.idle();
  await eventually('all are worked', () => worked === asked.length);
  expect(bench.speech.mostAtWork).toBeLessThanOrEqual(2);
  for (const { person, text } of asked) expect(bench.chat.seenIn(person)).toEqual([text]);
  const rows = await bench.sql<{ id: number }>('SELECT id FROM usage ORDER BY taken_at');
  expect(rows.map(({ id }) => id)).toEqual(asked.map((_, index) => index + 1));
});

it('a limit of waiting requests holds over two processes that are asked at the same instant', async () => {
  await bench.reset({ MAX_QUEUE_SIZE: '5' });
  const other = bench.startProcess();
  const gate = new Gate();
  bench.speech.during = gate.pass;
  await bench.main.transcriptions.ask(bench.note(ANN, 'at work'));
  await heard('at work');
  const askings = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? bench.main : other).transcriptions.ask(bench.note(400 + index, `note ${index}`)),
    ),
  );
  expect(askings.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(5);
  gate.open();
  await bench.jobs.idle();
});

it('what a dead process was working is worked again at once by another, in its old place, and told once', async () => {
  await bench.reset();
  const doomed = bench.main;
  const gate = new Gate();
  bench.speech.during = gate.pass;
  await doomed.transcriptions.ask(bench.note(ANN, 'interrupted'));
  await heard('interrupted');
  await doomed.transcriptions.ask(bench.note(BOB, 'next'));

  // As a kill would leave it: leases gone with the connection, nobody there to write anything.
  await doomed.loseLeases();
  await bench.sql(`UPDATE usage SET claim = gen_random_uuid() WHERE claim IS NOT NULL`);
  doomed.stopping.abort(new Error('killed'));
  bench.speech.during = undefined;
  const heir = bench.startProcess();
  expect(await heir.upkeep.redispatchLost()).toBe(1);
  await bench.jobs.idle();
  await eventually('both are told', async () => (await bench.states()).every((state) => state === 'finished'));
  expect(bench.speech.heard).toEqual(['interrupted', 'interrupted', 'next']);
  expect(bench.chat.seenIn(ANN)).toEqual(['interrupted']);
  expect(bench.chat.seenIn(BOB)).toEqual(['next']);
});

it('a stopping process puts its recording back into the line, uncounted, and another works it', async () => {
  await bench.reset();
  const gate = new Gate();
  bench.speech.during = gate.pass;
  await bench.main.transcriptions.ask(bench.note(ANN, 'handed over'));
  await heard('handed over');
  bench.main.stopping.abort(new Error('the process is stopping'));
  await bench.jobs.idle();
  expect(await bench.sql('SELECT state, attempts FROM usage')).toEqual([{ state: 'waiting', attempts: 0 }]);
  bench.speech.during = undefined;
  const heir = bench.startProcess();
  expect(await heir.upkeep.redispatchLost()).toBe(1);
  await bench.jobs.idle();
  expect(bench.chat.seenIn(ANN)).toEqual(['handed over']);
});

it('somebody cancels in one process what another is working', async () => {
  await bench.reset();
  const edge = bench.startProcess();
  edge.stopping.abort(new Error('it only talks to people'));
  bench.speech.during = new Gate().pass;
  const asking = await edge.transcriptions.ask(bench.note(ANN, 'regretted'));
  await heard('regretted');
  if (asking.outcome !== 'accepted') throw new Error('refused');
  await edge.transcriptions.cancel(asking.requestId, { actor: chatActor(ANN), isStaff: false });
  await bench.jobs.idle();
  expect(bench.speech.atWork).toBe(0);
  expect(bench.chat.seenIn(ANN)).toEqual(['✖ Cancelled.']);
});
