import type { Fault } from '../../src/control/contract';
import { activeFault, describeFault, FAULT_PRESETS } from '../../web/src/inspector/fault-presets';

describe('the fault switches', () => {
  it.each(FAULT_PRESETS.map((preset) => [preset.name, preset] as const))(
    'recognises its own fault: %s',
    (_name, preset) => {
      const fault: Fault = { match: {}, ...preset.fault, id: 7, fired: 0, state: 'active' };
      const others = FAULT_PRESETS.filter((other) => other !== preset);
      expect(activeFault(preset, [fault])?.id).toBe(7);
      expect(others.map((other) => activeFault(other, [fault]))).toEqual(others.map(() => undefined));
    },
  );

  it('does not take a fault of one chat for its own', () => {
    const [preset] = FAULT_PRESETS;
    const fault: Fault = { effect: { kind: 'down' }, match: { chatId: 5 }, id: 1, fired: 0, state: 'active' };
    expect(preset && activeFault(preset, [fault])).toBeUndefined();
  });

  it('says what happens, to whom and how often', () => {
    const text = describeFault({
      match: { method: 'sendMessage', chatId: 5, probability: 0.5 },
      effect: { kind: 'status', status: 429, retryAfterSeconds: 3 },
      count: 2,
    });
    expect(text).toBe('sendMessage: 429, retry after 3 s (chat 5, 50 %, 2 ×)');
  });
});
