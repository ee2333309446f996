import type { CallRecord } from '../../../src/control/contract';
import { Dialog } from '../ui/dialog';
import { formatLatency, formatStamp, layOut, OUTCOME_TEXTS } from './call-text';

/** One call, in full. */
export function CallDetail({ call, onClose }: { call: CallRecord; onClose: () => void }) {
  const facts: [name: string, value: string | undefined][] = [
    ['Outcome', `${OUTCOME_TEXTS[call.outcome]}${call.status ? ` (${call.status})` : ''}`],
    ['Description', call.description],
    ['Took', formatLatency(call.latencyMs)],
    ['At', formatStamp(call.at)],
    ['Bot', String(call.botId)],
    ['Chat', call.chatId === undefined ? undefined : String(call.chatId)],
  ];
  return (
    <Dialog title={call.method} onClose={onClose} className="raw">
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {call.summary && (
        <pre tabIndex={0} aria-label="Parameters">
          {layOut(call.summary)}
        </pre>
      )}
    </Dialog>
  );
}
