import { useState } from 'react';
import type { SeenButton, SeenMessage } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { attempt, notify, showAlert } from '../state/notices';
import { copyText } from '../ui/clipboard';
import { Icon, type IconName } from '../ui/icon';
import { ChatChooser } from './chat-chooser';
import { followLink, writeInline } from './follow-link';

/** A waiting press holds one of the browser's few connections, so that a silent bot is given up some time. */
const WAIT_MS = 15_000;

const CORNER: Partial<Record<SeenButton['kind'], IconName>> = {
  url: 'open',
  login: 'open',
  web_app: 'open',
  switch_inline: 'forward',
  switch_inline_current: 'slash',
  copy_text: 'copy',
};

interface InlineKeyboardProps {
  message: SeenMessage;
  personId: number;
  /** The bot whose inline mode the buttons switch to. */
  botUsername?: string;
}

/** The buttons under a message. A pressed one shows that it waits, until the bot has answered. */
export function InlineKeyboard({ message, personId, botUsername }: InlineKeyboardProps) {
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const [choosing, setChoosing] = useState<string>();

  const press = async (button: SeenButton, key: string) => {
    if (waiting.has(key)) return;
    setWaiting((keys) => new Set(keys).add(key));
    const { chatId, messageId, from } = message;
    const which = button.data === undefined ? { label: button.label } : { data: button.data };
    const outcome = await attempt(
      controlApi.pressButton(personId, { chatId, messageId, ...which, timeoutMs: WAIT_MS }),
    );
    setWaiting((keys) => new Set([...keys].filter((other) => other !== key)));
    if (!outcome) return;
    if (!outcome.answered) notify(`${from.name} did not answer the button.`, 'error');
    else if (outcome.url) await followLink(personId, outcome.url);
    else if (outcome.text && outcome.showAlert) showAlert({ title: from.name, text: outcome.text });
    else if (outcome.text) notify(outcome.text);
  };

  const activate = (button: SeenButton, key: string) => {
    if (button.kind === 'url' || button.kind === 'login' || button.kind === 'web_app') {
      void followLink(personId, button.url ?? '');
    } else if (button.kind === 'copy_text') {
      void copyText(button.copyText ?? '');
    } else if (button.kind === 'switch_inline_current' && botUsername) {
      writeInline(personId, message.chatId, botUsername, button.query ?? '');
    } else if (button.kind === 'switch_inline') {
      setChoosing(button.query ?? '');
    } else {
      void press(button, key);
    }
  };

  return (
    <div className="inline-keyboard" role="group" aria-label="Buttons">
      {message.buttons.map((row, rowIndex) => (
        <div key={rowIndex} className="inline-row">
          {row.map((button, columnIndex) => {
            const key = `${rowIndex}:${columnIndex}`;
            const corner = CORNER[button.kind];
            return (
              <button
                key={key}
                type="button"
                className="inline-button"
                aria-busy={waiting.has(key)}
                onClick={() => activate(button, key)}
              >
                <span className="inline-label" dir="auto">
                  {button.label}
                </span>
                {corner && <Icon name={corner} size={12} />}
                {waiting.has(key) && <span className="spinner" aria-hidden="true" />}
              </button>
            );
          })}
        </div>
      ))}
      {choosing !== undefined && botUsername && (
        <ChatChooser
          title="Choose a chat"
          personId={personId}
          onClose={() => setChoosing(undefined)}
          onChoose={(chatId) => {
            setChoosing(undefined);
            writeInline(personId, chatId, botUsername, choosing);
          }}
        />
      )}
    </div>
  );
}
