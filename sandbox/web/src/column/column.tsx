import { useCallback, useState } from 'react';
import type { Person } from '../../../src/control/contract';
import { AttachDialog } from '../composer/attach-dialog';
import { Composer } from '../composer/composer';
import { DropZones } from '../composer/drop-zones';
import { MessageList } from '../messages/message-list';
import { changeDraft, draftOf, drafts } from '../state/drafts';
import { world } from '../state/live-world';
import { useStore } from '../state/use-store';
import { chatKey } from '../state/world';
import { hueOf } from '../ui/avatar';
import { fullName } from '../ui/text';
import { ChatBar } from './chat-bar';
import { EmptyChat, NoBotYet } from './empty-chat';
import { JoinBar } from './join-bar';
import { isMember } from './membership';
import { PersonStrip } from './person-strip';
import { useOpenChat } from './use-open-chat';

interface Attachment {
  files: File[];
  asDocuments: boolean;
}

/** One person's phone: who it is, which chat is open, and the chat. */
export function Column({ person, closable }: { person: Person; closable: boolean }) {
  const chat = useOpenChat(person.id);
  const bots = useStore(world, (state) => state.bots);
  const conversation = useStore(world, (state) => chat && state.conversations.get(chatKey(person.id, chat.chatId)));
  const [attachment, setAttachment] = useState<Attachment>();
  const attach = useCallback((files: File[], asDocuments: boolean) => setAttachment({ files, asDocuments }), []);

  const bot = bots.find(({ id }) => id === chat?.botId) ?? bots[0];
  const inPrivate = chat?.type === 'private';
  const untouched = inPrivate && conversation?.messages.length === 0;
  const canWrite = chat !== undefined && chat.canSend && isMember(chat) && !chat.blocked && !person.deactivated;
  // Whether to begin or to write is known once the chat is read: a field that gives way to a button takes what was typed.
  const isBeingRead = canWrite && conversation === undefined;
  const replyTo = chat && draftOf(drafts.get(), chatKey(person.id, chat.chatId)).replyTo?.messageId;

  return (
    <section
      id={`column-${person.id}`}
      className="column"
      aria-label={fullName(person)}
      style={{ '--hue': hueOf(person.id) } as React.CSSProperties}
    >
      <PersonStrip person={person} closable={closable} />
      {chat ? (
        <>
          <ChatBar person={person} chat={chat} />
          {untouched && bot ? (
            <EmptyChat bot={bot} />
          ) : (
            <MessageList key={`messages-${chat.chatId}`} personId={person.id} chat={chat} botUsername={bot?.username} />
          )}
          {isBeingRead ? (
            <div className="join-bar join-unread" />
          ) : canWrite && !untouched ? (
            <Composer key={`composer-${chat.chatId}`} person={person} chat={chat} bot={bot} onFiles={attach} />
          ) : (
            <JoinBar person={person} chat={chat} untouched={untouched} />
          )}
          {canWrite && !isBeingRead && <DropZones onFiles={attach} />}
          {attachment && (
            <AttachDialog
              personId={person.id}
              chatId={chat.chatId}
              replyTo={replyTo}
              files={attachment.files}
              asDocuments={attachment.asDocuments}
              onClose={() => setAttachment(undefined)}
              onSent={() => {
                setAttachment(undefined);
                changeDraft(chatKey(person.id, chat.chatId), { replyTo: undefined });
              }}
            />
          )}
        </>
      ) : (
        <NoBotYet />
      )}
    </section>
  );
}
