import { useState, type FormEvent } from 'react';
import type { FaultEffect, NewFault } from '../../../src/control/contract';
import { Field } from '../ui/field';

const EFFECTS: Record<FaultEffect['kind'], string> = {
  status: 'answers an error',
  delay: 'answers late',
  cut: 'breaks off the answer',
  hang: 'never answers',
  down: 'breaks the connection',
  slow: 'sends files slowly',
};

const METHODS = [
  '*',
  'getUpdates',
  'sendMessage',
  'sendDocument',
  'sendPhoto',
  'editMessageText',
  'answerCallbackQuery',
  'copyMessage',
  'getFile',
  'getChatMember',
  'file-download',
];

/** Text as it stands in the form; numbers are read when it is sent. */
interface Entries {
  method: string;
  chatId: string;
  probability: string;
  count: string;
  duration: string;
  kind: FaultEffect['kind'];
  status: string;
  retryAfter: string;
  delay: string;
  afterBytes: string;
  bytesPerSecond: string;
}

const INITIAL: Entries = {
  method: '*',
  chatId: '',
  probability: '100',
  count: '',
  duration: '',
  kind: 'status',
  status: '500',
  retryAfter: '',
  delay: '2000',
  afterBytes: '1000',
  bytesPerSecond: '100000',
};

/** Describes a fault of one's own. */
export function FaultForm({ onAdd }: { onAdd: (fault: NewFault) => Promise<void> }) {
  const [entries, setEntries] = useState(INITIAL);
  const input = (name: Exclude<keyof Entries, 'kind'>, limits: { min?: number; max?: number } = {}) => (
    <input
      className="input"
      type="number"
      inputMode="numeric"
      {...limits}
      value={entries[name]}
      onChange={(event) => setEntries({ ...entries, [name]: event.target.value })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onAdd(readFault(entries));
  };

  return (
    <form className="form fault-form" onSubmit={submit}>
      <Field label="Method">
        <input
          className="input"
          list="fault-methods"
          value={entries.method}
          onChange={(event) => setEntries({ ...entries, method: event.target.value })}
        />
      </Field>
      <datalist id="fault-methods">
        {METHODS.map((method) => (
          <option key={method} value={method} />
        ))}
      </datalist>
      <Field label="What happens">
        <select
          className="input"
          value={entries.kind}
          onChange={(event) => setEntries({ ...entries, kind: event.target.value as FaultEffect['kind'] })}
        >
          {Object.entries(EFFECTS).map(([kind, text]) => (
            <option key={kind} value={kind}>
              {text}
            </option>
          ))}
        </select>
      </Field>
      {entries.kind === 'status' && <Field label="Status">{input('status', { min: 400, max: 599 })}</Field>}
      {entries.kind === 'status' && <Field label="Retry after, s">{input('retryAfter', { min: 1 })}</Field>}
      {entries.kind === 'delay' && <Field label="Late by, ms">{input('delay', { min: 1 })}</Field>}
      {entries.kind === 'cut' && <Field label="After bytes">{input('afterBytes', { min: 0 })}</Field>}
      {entries.kind === 'slow' && <Field label="Bytes per second">{input('bytesPerSecond', { min: 1 })}</Field>}
      <Field label="Chat">
        <input
          className="input"
          placeholder="every"
          value={entries.chatId}
          onChange={(event) => setEntries({ ...entries, chatId: event.target.value })}
        />
      </Field>
      <Field label="Probability, %">{input('probability', { min: 1, max: 100 })}</Field>
      <Field label="How often">{input('count', { min: 1 })}</Field>
      <Field label="For seconds">{input('duration', { min: 1 })}</Field>
      <button type="submit" className="button button-primary">
        Let it happen
      </button>
    </form>
  );
}

function readFault(entries: Entries): NewFault {
  const chat = entries.chatId.trim();
  return {
    match: {
      method: entries.method.trim() || '*',
      chatId: chat === '' ? undefined : /^-?\d+$/.test(chat) ? Number(chat) : chat,
      probability: (numberOf(entries.probability) ?? 100) / 100,
    },
    effect: readEffect(entries),
    count: numberOf(entries.count),
    durationMs: secondsToMs(entries.duration),
  };
}

function readEffect(entries: Entries): FaultEffect {
  switch (entries.kind) {
    case 'status':
      return {
        kind: 'status',
        status: numberOf(entries.status) ?? 500,
        retryAfterSeconds: numberOf(entries.retryAfter),
      };
    case 'delay':
      return { kind: 'delay', delayMs: numberOf(entries.delay) ?? 0 };
    case 'cut':
      return { kind: 'cut', afterBytes: numberOf(entries.afterBytes) ?? 0 };
    case 'slow':
      return { kind: 'slow', bytesPerSecond: numberOf(entries.bytesPerSecond) ?? 1 };
    default:
      return { kind: entries.kind };
  }
}

function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

function secondsToMs(text: string): number | undefined {
  const seconds = numberOf(text);
  return seconds === undefined ? undefined : seconds * 1000;
}
