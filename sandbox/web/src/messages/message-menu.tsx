import { useState } from 'react';
import type { SeenMessage } from '../../../src/control/contract';
import { controlApi, fileUrl } from '../api/control-api';
import { startEditing, startReply } from '../state/drafts';
import { openChat, showMessage } from '../state/live-world';
import { attempt } from '../state/notices';
import { copyText } from '../ui/clipboard';
import { Dialog } from '../ui/dialog';
import { Menu, MenuItem, type Anchor } from '../ui/menu';
import { ChatChooser } from './chat-chooser';
import { toggleReaction } from './reactions';

const QUICK_REACTIONS = ['👍', '❤️', '🔥', '🎉', '😁', '😢'];

interface MessageMenuProps {
  anchor: Anchor;
  messages: readonly [SeenMessage, ...SeenMessage[]];
  personId: number;
  onClose: () => void;
}

/** What can be done with a message. */
export function MessageMenu({ anchor, messages, personId, onClose }: MessageMenuProps) {
  const [next, setNext] = useState<'forward' | 'raw'>();
  const [head] = messages;
  const worded = messages.find(({ text }) => text) ?? head;
  const canEdit = head.outgoing && !head.forwardedFrom && !head.viaBot && !head.raw.contact && !head.raw.location;
  // In a private chat (its id is the bot's, and positive) everything can be deleted; elsewhere only what is one's own.
  const canDelete = head.outgoing || head.chatId > 0;
  const then = (work: () => void) => () => {
    onClose();
    work();
  };

  if (next === 'raw') return <RawMessage message={head} onClose={onClose} />;
  if (next === 'forward') {
    return (
      <ChatChooser
        title="Forward to"
        personId={personId}
        onClose={onClose}
        onChoose={(chatId) => {
          onClose();
          void forward(personId, messages, chatId);
        }}
      />
    );
  }
  return (
    <Menu anchor={anchor} label="Message actions" onClose={onClose}>
      <div className="menu-reactions" role="group" aria-label="React">
        {QUICK_REACTIONS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-label={`React with ${emoji}`}
            onClick={then(() => void toggleReaction(personId, head, emoji))}
          >
            {emoji}
          </button>
        ))}
      </div>
      <MenuItem icon="reply" onSelect={then(() => startReply(personId, head))}>
        Reply
      </MenuItem>
      {!head.protected && (
        <MenuItem icon="forward" onSelect={() => setNext('forward')}>
          Forward
        </MenuItem>
      )}
      {worded.text && (
        <MenuItem icon="copy" onSelect={then(() => void copyText(worded.text))}>
          Copy text
        </MenuItem>
      )}
      {head.media && (
        <MenuItem icon="download" onSelect={then(() => messages.forEach(download))}>
          Download
        </MenuItem>
      )}
      <MenuItem icon="code" onSelect={() => setNext('raw')}>
        Show as the bot sees it
      </MenuItem>
      {canEdit && (
        <MenuItem icon="edit" onSelect={then(() => startEditing(personId, worded))}>
          Edit
        </MenuItem>
      )}
      {canDelete && (
        <MenuItem icon="trash" danger onSelect={then(() => void remove(personId, messages))}>
          Delete
        </MenuItem>
      )}
    </Menu>
  );
}

function RawMessage({ message, onClose }: { message: SeenMessage; onClose: () => void }) {
  return (
    <Dialog title={`Message ${message.messageId}`} onClose={onClose} className="raw">
      <pre tabIndex={0} aria-label="The message as JSON">
        {JSON.stringify(message.raw, null, 2)}
      </pre>
    </Dialog>
  );
}

function download({ media }: SeenMessage): void {
  if (!media) return;
  const link = document.createElement('a');
  link.href = fileUrl(media.fileUniqueId);
  link.download = media.fileName ?? media.kind;
  link.click();
}

async function forward(personId: number, messages: readonly SeenMessage[], chatId: number): Promise<void> {
  for (const { chatId: fromChatId, messageId } of messages) {
    const sent = await attempt(
      controlApi.sendMessage(personId, { chatId, forward: { chatId: fromChatId, messageId } }),
    );
    for (const message of sent ?? []) showMessage(personId, message);
  }
  openChat(personId, chatId);
}

async function remove(personId: number, messages: readonly SeenMessage[]): Promise<void> {
  for (const { chatId, messageId } of messages) await attempt(controlApi.deleteMessage(personId, chatId, messageId));
}
