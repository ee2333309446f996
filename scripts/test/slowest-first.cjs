const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take half a minute or more, the longest first. */
const SLOW = [
  'e2e/chaos-orders',
  'e2e/panel-people',
  'e2e/bad-days',
  'e2e/panel-broadcast',
  'e2e/panel.test',
  'e2e/voice-bad-days',
  'e2e/panel-orders',
  'e2e/panel-hostile',
  'integration/coordination/redis-leases',
  'integration/transcription/local.engine',
  'e2e/broadcast-runs',
  'sandbox/test/web/looks',
  'e2e/outages',
  'e2e/voice-refusals',
  'e2e/voice.test',
  'e2e/orders',
  'e2e/redis-tier',
  'sandbox/test/web/talking',
  'e2e/operator',
  'e2e/postgresql-tier',
  'integration/database/embedded-postgres',
  'integration/admin/walk',
  'integration/receiver/polling',
  'integration/queue/queues-without-redis',
  'integration/admin/auth',
  'e2e/broadcast.test',
  'integration/queue/jobs',
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
