import { controlApi } from '../api/control-api';
import { world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { IconButton } from '../ui/icon-button';
import { Switch } from '../ui/switch';
import { FaultForm } from './fault-form';
import { activeFault, describeFault, FAULT_PRESETS, type FaultPreset } from './fault-presets';

/** Reads the list again: the switches show what is, not what was asked for. */
async function readFaults(): Promise<void> {
  const faults = await controlApi.listFaults();
  world.update((state) => ({ ...state, faults }));
}

async function change(work: Promise<unknown>): Promise<void> {
  await attempt(work);
  await attempt(readFaults());
}

/** Switches for the usual bad days, and a form for all others. */
export function Faults() {
  const faults = useStore(world, (state) => state.faults);
  const current = faults.filter(({ state }) => state !== 'over');

  const toggle = (preset: FaultPreset) => {
    const active = activeFault(preset, faults);
    return change(active ? controlApi.removeFault(active.id) : controlApi.addFault(preset.fault));
  };

  return (
    <div className="fault-page">
      <div className="switches">
        {FAULT_PRESETS.map((preset) => (
          <Switch
            key={preset.name}
            on={activeFault(preset, faults) !== undefined}
            onChange={() => void toggle(preset)}
            hint={preset.hint}
          >
            {preset.name}
          </Switch>
        ))}
      </div>
      {current.length > 0 && (
        <>
          <h3 className="list-head">
            Now going wrong
            <button type="button" className="text-action" onClick={() => void change(controlApi.removeFaults())}>
              End all
            </button>
          </h3>
          <ul className="fault-list">
            {current.map((fault) => (
              <li key={fault.id}>
                <span>{describeFault(fault)}</span>
                <small>{fault.state === 'waiting' ? 'waiting' : `${fault.fired} ×`}</small>
                <IconButton
                  icon="close"
                  label={`End: ${describeFault(fault)}`}
                  onClick={() => void change(controlApi.removeFault(fault.id))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className="list-head">Another fault</h3>
      <FaultForm onAdd={(fault) => change(controlApi.addFault(fault))} />
    </div>
  );
}
