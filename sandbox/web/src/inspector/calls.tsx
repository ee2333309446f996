import { useDeferredValue, useState } from 'react';
import type { CallOutcome, CallRecord } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { IconButton } from '../ui/icon-button';
import { fullName } from '../ui/text';
import { CallDetail } from './call-detail';
import { filterCalls, type CallFilter } from './call-filter';
import { formatLatency, formatStamp, OUTCOME_TEXTS } from './call-text';

/** Rows that are drawn; more would not be read. */
const MOST_ROWS = 150;
const OUTCOMES = Object.keys(OUTCOME_TEXTS) as CallOutcome[];

/** Everything the bot has called, newest first. */
export function Calls() {
  const calls = useDeferredValue(useStore(world, (state) => state.calls));
  const people = useStore(world, (state) => state.people);
  const [filter, setFilter] = useState<CallFilter>({ method: '', hideWaiting: true });
  const [opened, setOpened] = useState<CallRecord>();
  const rows = filterCalls(calls, filter).slice(-MOST_ROWS).reverse();

  const clear = async () => {
    await attempt(controlApi.clearCalls());
    world.update((state) => ({ ...state, calls: [] }));
  };

  return (
    <>
      <div className="call-filters">
        <input
          className="input"
          type="search"
          placeholder="Method"
          aria-label="Filter by method"
          value={filter.method}
          onChange={(event) => setFilter({ ...filter, method: event.target.value })}
        />
        <select
          className="input"
          aria-label="Filter by chat"
          value={filter.chatId ?? ''}
          onChange={(event) => setFilter({ ...filter, chatId: event.target.value || undefined })}
        >
          <option value="">Every chat</option>
          {[...people.values()].map((person) => (
            <option key={person.id} value={person.id}>
              {fullName(person)}
            </option>
          ))}
        </select>
        <IconButton icon="trash" label="Forget these calls" onClick={() => void clear()} />
      </div>
      <div className="chips" role="group" aria-label="Filter by outcome">
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className={`chip chip-${outcome}`}
            aria-pressed={filter.outcome === outcome}
            onClick={() => setFilter({ ...filter, outcome: filter.outcome === outcome ? undefined : outcome })}
          >
            {OUTCOME_TEXTS[outcome]}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          aria-pressed={!filter.hideWaiting}
          onClick={() => setFilter({ ...filter, hideWaiting: !filter.hideWaiting })}
        >
          getUpdates
        </button>
      </div>
      <ul className="call-list" aria-label="Calls">
        {rows.map((call) => (
          <li key={call.id}>
            <button type="button" className="call" onClick={() => setOpened(call)}>
              <span className={`call-outcome call-${call.outcome}`}>{call.status || '—'}</span>
              <span className="call-method">{call.method}</span>
              <span className="call-chat">{call.chatId}</span>
              <span className="call-latency">{formatLatency(call.latencyMs)}</span>
              <time>{formatStamp(call.at)}</time>
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="inspector-empty">No calls{calls.length > 0 ? ' like that' : ' yet'}.</p>}
      {opened && <CallDetail call={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
