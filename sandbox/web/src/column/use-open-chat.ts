import { useEffect, useMemo } from 'react';
import type { ChatView, SeenChat } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { withChat } from '../state/apply-events';
import { layout, peopleInView } from '../state/layout';
import { enterChat, world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { chatsOf } from './chats-of';

/** The chat this person has open (at first: the one with the first bot), read and marked as read. */
export function useOpenChat(personId: number): SeenChat | undefined {
  const bots = useStore(world, (state) => state.bots);
  const listed = useStore(world, (state) => state.chats.get(personId));
  const people = useStore(world, (state) => state.people);
  const wanted = useStore(layout, (state) => state.openChats[personId]);
  const inView = useStore(layout, () => peopleInView().includes(personId));
  const connection = useStore(world, (state) => state.connection);

  const chats = useMemo(
    () => chatsOf({ bots, people, chats: new Map(listed ? [[personId, listed]] : []) }, personId),
    [bots, people, listed, personId],
  );
  const chatId = wanted ?? bots[0]?.id;
  const chat = chats.find((candidate) => candidate.chatId === chatId);
  const isMember = chat && chat.status !== 'left' && chat.status !== 'kicked';

  useEffect(() => {
    if (connection === 'live' && inView && isMember && chatId !== undefined) void attempt(enterChat(personId, chatId));
  }, [connection, inView, isMember, personId, chatId]);

  const isUnknown = listed !== undefined && chat === undefined;
  useEffect(() => {
    if (isUnknown && chatId !== undefined) void lookIn(personId, chatId);
  }, [isUnknown, personId, chatId]);

  return chat;
}

/** A chat that somebody has followed a link to without being a member. One that is gone gives way to the bot. */
async function lookIn(personId: number, chatId: number): Promise<void> {
  const found = await controlApi.getChat(chatId).catch(() => undefined);
  if (found) world.update((state) => withChat(state, personId, fromOutside(found)));
  else layout.update((state) => ({ ...state, openChats: without(state.openChats, personId) }));
}

function without(openChats: Readonly<Record<number, number>>, personId: number): Record<number, number> {
  return Object.fromEntries(Object.entries(openChats).filter(([id]) => Number(id) !== personId));
}

function fromOutside(chat: ChatView): SeenChat {
  const { id, type, title, username } = chat;
  return { chatId: id, type, title, username, status: 'left', blocked: false, canSend: false, revision: 0 };
}
