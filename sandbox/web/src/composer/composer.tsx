import { useEffect, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { BotView, OutgoingMessage, Person, SeenChat } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { changeDraft, continueDraft, draftOf, drafts, startEditing } from '../state/drafts';
import { showMessage, world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { chatKey } from '../state/world';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { shortWords } from '../ui/text';
import { AttachMenu } from './attach-menu';
import { CommandList } from './command-list';
import { InlineResultsPanel } from './inline-results';
import { readInlineQuery } from './inline-query';
import { RecordingBar } from './recording-bar';
import { ReplyKeyboard } from './reply-keyboard';
import { readTypedFormatting } from './typed-formatting';
import { useCommands } from './use-commands';
import { useVoice } from './use-voice';

interface ComposerProps {
  person: Person;
  chat: SeenChat;
  /** Whose commands are offered. */
  bot?: BotView;
  onFiles: (files: File[], asDocuments: boolean) => void;
}

/** Where somebody writes: text, commands, inline queries, files and voice messages. */
export function Composer({ person, chat, bot, onFiles }: ComposerProps) {
  const key = chatKey(person.id, chat.chatId);
  const draft = useStore(drafts, (map) => draftOf(map, key));
  const bots = useStore(world, (state) => state.bots);
  const [field, setField] = useState<HTMLTextAreaElement | null>(null);
  const [dismissed, setDismissed] = useState('');
  const [keyboardShown, setKeyboardShown] = useState(true);
  const voice = useVoice(person.id, chat.chatId);
  const typingCommand = /^\/\w*$/.test(draft.text);
  const commands = useCommands(person.id, chat.chatId, bot?.id, typingCommand);
  const { text, replyTo, editing } = draft;
  const about = editing ?? replyTo;

  useLayoutEffect(() => {
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }, [field, text]);

  const focusRequests = useRef(draft.focusRequests);
  useEffect(() => {
    if (!field || focusRequests.current === draft.focusRequests) return;
    focusRequests.current = draft.focusRequests;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [field, draft.focusRequests]);

  // A new keyboard from the bot opens by itself.
  useEffect(() => setKeyboardShown(true), [chat.replyKeyboard]);

  const clear = () => changeDraft(key, { text: '', replyTo: undefined, editing: undefined });

  const send = async (message: Pick<OutgoingMessage, 'text' | 'entities' | 'contact' | 'location'>) => {
    const sent = await attempt(
      controlApi.sendMessage(person.id, { ...message, chatId: chat.chatId, replyTo: replyTo?.messageId }),
    );
    for (const each of sent ?? []) showMessage(person.id, each);
    return sent !== undefined;
  };

  const submit = async () => {
    if (!text.trim()) return;
    clear();
    const done = editing ? await change(editing.messageId) : await sendTyped();
    // What could not be sent comes back, unless something else was typed meanwhile.
    if (!done && !draftOf(drafts.get(), key).text) continueDraft(key, { text, replyTo, editing });
  };

  const sendTyped = () => {
    const formatted = readTypedFormatting(text.trim());
    return send({ text: formatted.text, entities: formatted.entities.length > 0 ? formatted.entities : undefined });
  };

  const change = async (messageId: number) => {
    const edited = await attempt(controlApi.editMessage(person.id, chat.chatId, messageId, text.trim()));
    if (edited) showMessage(person.id, edited);
    return edited !== undefined;
  };

  const editLast = () => {
    const messages = world.get().conversations.get(key)?.messages ?? [];
    const last = messages.findLast((message) => message.outgoing && message.text && !message.forwardedFrom);
    if (last) startEditing(person.id, last);
  };

  const suggestion = dismissed === text ? undefined : suggest();
  function suggest() {
    const inline = readInlineQuery(text, bots);
    if (inline) return { kind: 'inline' as const, ...inline };
    const fitting = typingCommand ? commands.filter(({ command }) => command.startsWith(text.slice(1))) : [];
    return fitting.length > 0 ? { kind: 'commands' as const, commands: fitting } : undefined;
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Enter' && !event.shiftKey) void submit();
    else if (event.key === 'Escape' && suggestion) setDismissed(text);
    else if (event.key === 'Escape' && (replyTo || editing)) clear();
    else if (event.key === 'ArrowUp' && !text) editLast();
    else return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files, false);
  };

  const runCommand = (command: string) => {
    clear();
    void send({ text: command });
  };

  return (
    <div className="composer">
      {suggestion?.kind === 'commands' && (
        <CommandList commands={suggestion.commands} field={field} onChoose={runCommand} />
      )}
      {suggestion?.kind === 'inline' && (
        <InlineResultsPanel
          key={suggestion.bot.id}
          personId={person.id}
          chatId={chat.chatId}
          bot={suggestion.bot}
          query={suggestion.query}
          field={field}
          onChosen={clear}
        />
      )}
      {about && (
        <div className="composer-about">
          <Icon name={editing ? 'edit' : 'reply'} size={18} />
          <span className="composer-about-text">
            <strong>
              {editing ? 'Edit message' : `Reply to ${replyTo?.outgoing ? 'yourself' : replyTo?.from.name}`}
            </strong>
            <span dir="auto">{shortWords(about.text, about.media?.kind)}</span>
          </span>
          <IconButton icon="close" label={editing ? 'Stop editing' : 'Don’t reply'} onClick={clear} />
        </div>
      )}
      {voice.recorder ? (
        <RecordingBar
          recorder={voice.recorder}
          onCancel={voice.cancel}
          onSend={() => {
            clear();
            void voice.send(replyTo?.messageId);
          }}
        />
      ) : (
        <div className="composer-row">
          <AttachMenu person={person} onFiles={onFiles} onSend={(message) => void send(message)} />
          {commands.length > 0 && !text && (
            <IconButton
              icon="slash"
              label="Commands of the bot"
              onClick={() => {
                setDismissed('');
                continueDraft(key, { text: '/' });
              }}
            />
          )}
          <textarea
            ref={setField}
            className="composer-field"
            rows={1}
            dir="auto"
            aria-label={`Message to ${chat.title}`}
            aria-autocomplete="list"
            placeholder={chat.replyKeyboard?.input_field_placeholder ?? 'Message'}
            value={text}
            onChange={(event) => changeDraft(key, { text: event.target.value })}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
          {chat.replyKeyboard && (
            <IconButton
              icon={keyboardShown ? 'down' : 'keyboard'}
              label={keyboardShown ? 'Hide the bot’s keyboard' : 'Show the bot’s keyboard'}
              onClick={() => setKeyboardShown(!keyboardShown)}
            />
          )}
          {text.trim() ? (
            <button
              type="button"
              className="send-button"
              aria-label={editing ? 'Save' : 'Send'}
              onClick={() => void submit()}
            >
              <Icon name={editing ? 'check' : 'send'} />
            </button>
          ) : (
            <IconButton icon="mic" label="Record a voice message" onClick={() => void voice.start()} />
          )}
        </div>
      )}
      {chat.replyKeyboard && keyboardShown && (
        <ReplyKeyboard keyboard={chat.replyKeyboard} person={person} onSend={(message) => void send(message)} />
      )}
    </div>
  );
}
