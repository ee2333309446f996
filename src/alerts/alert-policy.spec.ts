import type { Alert, AlertPhase, Trouble } from './alert';
import { advance, isSettled, type Look, tellingFor } from './alert-policy';

const START = Date.UTC(2026, 10, 22, 12);
const RULES = { startAfterMs: 10_000, endAfterMs: 30_000 };
const OWNER = 1;
const queue: Trouble = { kind: 'queue', subject: 'media' };

/** Plays looks a second apart, each troubled or not, and answers the phases after each. */
class Watch {
  alerts: Alert[] = [];
  private nowMs = START;

  look(troubles: readonly Trouble[], unknown: Look['unknown'] = [], seconds = 1): AlertPhase | 'none' {
    for (let i = 0; i < seconds; i += 1) {
      this.alerts = advance(this.alerts, { troubles, unknown }, this.nowMs, RULES);
      this.nowMs += 1_000;
    }
    return this.alerts[0]?.phase ?? 'none';
  }

  tell(last: 'start' | 'end'): void {
    this.alerts = this.alerts.map((alert) => ({ ...alert, told: { ...alert.told, [OWNER]: last } }));
  }

  get telling() {
    return this.alerts[0] ? tellingFor(this.alerts[0], OWNER) : null;
  }
}

describe('the policy of alerts', () => {
  let watch: Watch;
  beforeEach(() => {
    watch = new Watch();
  });

  it('says nothing of what is gone before it has lasted', () => {
    expect(watch.look([queue], [], 9)).toBe('suspected');
    expect(watch.telling).toBeNull();
    expect(watch.look([])).toBe('none');
  });

  it('tells the start once, and the end once it has been gone for long enough', () => {
    expect(watch.look([queue], [], 11)).toBe('firing');
    expect(watch.telling).toBe('start');
    watch.tell('start');
    expect(watch.look([queue], [], 100)).toBe('firing');
    expect(watch.telling).toBeNull();
    expect(watch.look([], [], 30)).toBe('easing');
    expect(watch.telling).toBeNull();
    expect(watch.look([])).toBe('over');
    expect(watch.telling).toBe('end');
    watch.tell('end');
    expect(watch.telling).toBeNull();
    expect(isSettled(watch.alerts[0] as Alert, [OWNER])).toBe(true);
  });

  it('takes trouble that comes and goes for one alert', () => {
    watch.look([queue], [], 11);
    watch.tell('start');
    for (let times = 0; times < 5; times += 1) {
      expect(watch.look([], [], 29)).toBe('easing');
      expect(watch.look([queue], [], 5)).toBe('firing');
      expect(watch.telling).toBeNull();
    }
  });

  it('knows when it began and when it ended, whatever the times of telling', () => {
    watch.look([queue], [], 20);
    watch.look([], [], 31);
    expect(watch.alerts[0]).toMatchObject({ phase: 'over', startedAtMs: START, phaseSinceMs: START + 20_000 });
  });

  it('folds start and end into one message when the start could not be told', () => {
    watch.look([queue], [], 11);
    watch.look([], [], 31);
    expect(watch.telling).toBe('past');
  });

  it('concludes nothing about what it could not see', () => {
    watch.look([queue], [], 11);
    expect(watch.look([], ['queue'], 1_000)).toBe('firing');
    expect(watch.look([], [], 31)).toBe('over');
  });

  it('tells anew when trouble returns after its end was told, and goes on where it was not', () => {
    watch.look([queue], [], 11);
    watch.look([], [], 31);
    expect(watch.look([queue])).toBe('firing');
    expect(watch.telling).toBe('start');
    watch.tell('start');
    watch.look([], [], 31);
    watch.tell('end');
    watch.look([queue]);
    expect(watch.telling).toBe('start');
  });

  it('keeps troubles apart by what they are about', () => {
    watch.look([queue, { kind: 'queue', subject: 'orders' }, { kind: 'database', subject: null }], [], 11);
    expect(watch.alerts.map(({ key }) => key)).toEqual(['queue:media', 'queue:orders', 'database']);
  });

  it('forgets an end that could not be told for a day', () => {
    watch.look([queue], [], 11);
    watch.look([], [], 31);
    expect(watch.look([], [], 24 * 3_600)).toBe('none');
  });
});
