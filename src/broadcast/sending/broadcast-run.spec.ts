import { pause } from '../../resilience';
import type { Broadcast } from '../broadcast';
import type { MarkedRecipient, RecipientKey } from '../ledger/ledger-entry';
import { BroadcastRun } from './broadcast-run';
import type { BroadcastLoad } from './paces';
import { SendWindow } from './send-window';
import type { SlotSupply } from './slot-supply';

const BROADCAST_ID = 1;
const BATCH = 30;
const load: BroadcastLoad = { pace: { name: 'x', limits: { perSecond: 100, burst: 10 } }, slotsEach: 1, paid: false };

/** Slots for one message after the other, as soon as they are asked for. */
const slots: Pick<SlotSupply, 'provide' | 'takeDue' | 'dueInMs' | 'clear'> = {
  provide: async () => undefined,
  takeDue: (most) => Math.min(1, most),
  dueInMs: () => 0,
  clear: () => undefined,
};

describe('the run of a broadcast', () => {
  let now: number;
  let open: RecipientKey[];
  let sent: number[];
  let claims: number;
  let stop: AbortController;

  beforeEach(() => {
    now = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    [open, sent, claims] = [[], [], 0];
    stop = new AbortController();
  });
  afterEach(() => {
    stop.abort();
    jest.restoreAllMocks();
  });

  const peopleUpTo = (count: number): RecipientKey[] =>
    Array.from({ length: count }, (_, index) => ({ broadcastId: BROADCAST_ID, userId: index + 1 }));

  const start = (): Promise<void> => {
    const parts = {
      ledger: {
        claim: async (_sender: number, _broadcast: number, _after: number, limit: number) => {
          claims += 1;
          return open.splice(0, limit);
        },
        markSending: async (_sender: number, recipients: RecipientKey[]): Promise<MarkedRecipient[]> =>
          recipients.map((recipient) => ({ ...recipient, attempts: 1, faults: 0 })),
        unclaim: async () => undefined,
      },
      recorder: { record: async () => undefined },
      sender: {
        brake: { remainingMs: () => 0 },
        send: async (_broadcast: Broadcast, { userId }: MarkedRecipient) => {
          sent.push(userId);
          return { outcome: { status: 'sent', messageId: userId }, paused: false };
        },
      },
      presence: { senderId: 1, isTrusted: () => true },
      window: new SendWindow(),
      noteTrouble: () => undefined,
      givenUp: new AbortController().signal,
    };
    const broadcast = { id: BROADCAST_ID } as Broadcast;
    return new BroadcastRun(broadcast, load, slots as SlotSupply, BATCH, parts as never).run(stop.signal);
  };

  const untilSent = async (count: number): Promise<void> => {
    while (sent.length < count) await pause(10);
  };

  it('does not ask the ledger at every message for more people once it has claimed the last of them', async () => {
    open = peopleUpTo(BATCH - 1);
    const ended = start();
    await untilSent(BATCH - 1);
    expect({ claims, sent: sent.length }).toEqual({ claims: 1, sent: BATCH - 1 });
    stop.abort();
    await ended;
  });

  it('asks again after a while, since somebody may have been put back', async () => {
    open = peopleUpTo(BATCH - 1);
    const ended = start();
    await untilSent(BATCH - 1);
    open = [{ broadcastId: BROADCAST_ID, userId: 99 }];
    now += 1_000;
    await untilSent(BATCH);
    expect(sent).toContain(99);
    stop.abort();
    await ended;
  });
});
