import { useId, useState, type KeyboardEvent } from 'react';
import { changeLayout } from '../state/layout';
import { world } from '../state/live-world';
import { useStore } from '../state/use-store';
import { IconButton } from '../ui/icon-button';
import { Calls } from './calls';
import { Faults } from './faults';
import { Flood } from './flood';
import { Rate } from './rate';
import { useStats } from './use-stats';
import './inspector.css';

const TABS = ['Calls', 'Faults', 'Flood'] as const;
type Tab = (typeof TABS)[number];

/** What the bot asks of Telegram, and what can be made to go wrong. */
export default function Inspector() {
  const [tab, setTab] = useState<Tab>('Calls');
  const id = useId();
  const stats = useStats();
  const activeFaults = useStore(world, (state) => state.faults.filter((fault) => fault.state !== 'over').length);
  const floodOn = useStore(world, (state) => state.settings?.flood.enabled ?? false);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    setTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };

  return (
    <aside className="inspector" aria-label="Inspector">
      <header className="inspector-head">
        <div role="tablist" aria-label="Inspector" className="tabs" onKeyDown={onKeyDown}>
          {TABS.map((name) => (
            <button
              key={name}
              id={`${id}-${name}`}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls={`${id}-panel`}
              tabIndex={tab === name ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {name}
              {name === 'Faults' && activeFaults > 0 && <span className="badge badge-warn">{activeFaults}</span>}
              {name === 'Flood' && floodOn && <span className="tab-dot" aria-label="on" role="img" />}
            </button>
          ))}
        </div>
        <IconButton icon="close" label="Close the inspector" onClick={() => changeLayout({ inspector: false })} />
      </header>
      <Rate stats={stats} />
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`} className="inspector-panel">
        {tab === 'Calls' && <Calls />}
        {tab === 'Faults' && <Faults />}
        {tab === 'Flood' && <Flood stats={stats} />}
      </div>
    </aside>
  );
}
