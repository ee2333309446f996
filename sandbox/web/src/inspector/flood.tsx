import { useState, type FormEvent } from 'react';
import type {
  BucketSettings,
  FloodSettings,
  SandboxSettings,
  SandboxStats,
  SettingsPatch,
} from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { Field } from '../ui/field';
import { Switch } from '../ui/switch';

type BucketName = 'overall' | 'perChat' | 'perGroup' | 'paid';

const BUCKETS: Record<BucketName, string> = {
  overall: 'All messages',
  perChat: 'One chat',
  perGroup: 'One group',
  paid: 'Paid broadcast',
};

/** How much a bot may send at once, and how often it was told to wait. */
export function Flood({ stats }: { stats?: SandboxStats }) {
  const settings = useStore(world, (state) => state.settings);
  if (!settings) return <p className="inspector-empty">Reading the settings…</p>;

  const change = async (patch: SettingsPatch) => {
    const changed = await attempt(controlApi.changeSettings(patch));
    if (changed) world.update((state) => ({ ...state, settings: changed }));
  };
  const { flood } = settings;
  const counters = stats?.flood;
  return (
    <div className="fault-page">
      <div className="switches">
        <Switch
          on={flood.enabled}
          onChange={(on) => void change({ flood: on ? 'public' : 'off' })}
          hint="429 with retry_after, like the public server"
        >
          Flood limits
        </Switch>
      </div>
      <dl className="counters">
        <Counter name="passed" value={counters?.passed} />
        <Counter name="refused overall" value={counters?.refusedOverall} warn />
        <Counter name="refused per chat" value={counters?.refusedPerChat} warn />
        <Counter name="refused per group" value={counters?.refusedPerGroup} warn />
        <Counter name="came back too early" value={counters?.ignoredRetryAfter} warn />
      </dl>
      <h3 className="list-head">Limits</h3>
      <LimitsForm key={JSON.stringify(flood)} settings={settings} onChange={change} />
    </div>
  );
}

function Counter({ name, value = 0, warn }: { name: string; value?: number; warn?: boolean }) {
  return (
    <div className={warn && value > 0 ? 'counter counter-warn' : 'counter'}>
      <dt>{name}</dt>
      <dd>{value.toLocaleString('en')}</dd>
    </div>
  );
}

interface LimitsFormProps {
  settings: SandboxSettings;
  onChange: (patch: SettingsPatch) => Promise<void>;
}

function LimitsForm({ settings, onChange }: LimitsFormProps) {
  const [flood, setFlood] = useState(settings.flood);
  const [latencyMs, setLatencyMs] = useState(settings.latencyMs);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onChange({ latencyMs, flood });
  };
  return (
    <form className="form" onSubmit={submit}>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">Messages</th>
            <th scope="col">per second</th>
            <th scope="col">at once</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(BUCKETS) as BucketName[]).map((name) => (
            <tr key={name}>
              <th scope="row">{BUCKETS[name]}</th>
              {(['perSecond', 'burst'] as const).map((part) => (
                <td key={part}>
                  <input
                    className="input"
                    type="number"
                    step="any"
                    min={0.001}
                    aria-label={`${BUCKETS[name]}, ${part === 'burst' ? 'at once' : 'per second'}`}
                    value={flood[name][part]}
                    onChange={(event) => setFlood(withBucket(flood, name, { [part]: Number(event.target.value) }))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Field label="Every call takes, ms" hint="Added to each call, with or without flood limits">
        <input
          className="input"
          type="number"
          min={0}
          max={60_000}
          value={latencyMs}
          onChange={(event) => setLatencyMs(Number(event.target.value))}
        />
      </Field>
      <button type="submit" className="button">
        Apply
      </button>
    </form>
  );
}

function withBucket(flood: FloodSettings, name: BucketName, patch: Partial<BucketSettings>): FloodSettings {
  return { ...flood, [name]: { ...flood[name], ...patch } };
}
