const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take half a minute or more, the longest first. */
const SLOW = [
  'e2e/chaos-orders',
  'e2e/bad-days',
  'e2e/broadcast-runs',
  'integration/transcription/local.engine',
  'integration/coordination/redis-leases',
  'e2e/voice-bad-days',
  'e2e/outages',
  'integration/database/embedded-postgres',
  'sandbox/test/web/looks',
  'sandbox/test/web/talking',
  'integration/admin/walk',
  'e2e/redis-tier',
  'e2e/orders',
  'integration/queue/queues-without-redis',
  'integration/queue/jobs',
  'e2e/voice.test',
  'sandbox/test/web/places',
  'sandbox/test/web/files',
  'integration/admin/auth',
];

/** Begins with the files that take longest, so that none of them is what a whole run waits for at its end. */
class SlowestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = SLOW.findIndex((part) => path.includes(part));
      return found < 0 ? SLOW.length : found;
    };
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}

module.exports = SlowestFirst;
