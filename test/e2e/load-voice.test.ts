import { VoiceTrial } from '../../scripts/load/voice/trial';
import { openTier } from '../../scripts/run/tier';
import { speechModelFolder } from '../support/speech-fixtures';

const modelFolder = speechModelFolder();
const describeWithModel = modelFolder ? describe : describe.skip;

describeWithModel('a crowd that sends voice notes at once, in small', () => {
  it('is served in order, the rest is refused plainly, and searches are answered meanwhile', async () => {
    const queueSize = 3;
    const users = 8;
    const trial = await VoiceTrial.open({ seconds: 12, queueSize }, await openTier('embedded'), modelFolder ?? '');
    try {
      const { parts } = await trial.measureAlone(1);
      expect(Object.values(parts).every(Number.isFinite)).toBe(true);
      const { texts, refused, inOrder, answers, megabytes } = await trial.runCrowd(users);
      expect(texts + refused).toBe(users);
      expect(refused).toBeGreaterThanOrEqual(users - queueSize - 2);
      expect(refused).toBeLessThanOrEqual(users - queueSize);
      expect(inOrder).toBe(true);
      expect(answers.count).toBeGreaterThan(0);
      expect(megabytes).toBeGreaterThan(0);
      expect(trial.isRunning).toBe(true);
    } finally {
      await trial.close();
    }
  }, 120_000);
});
