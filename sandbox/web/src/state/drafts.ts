import type { SeenMessage } from '../../../src/control/contract';
import { createStore } from './store';
import { chatKey, type ChatKey } from './world';

/** What somebody is about to send. */
export interface Draft {
  text: string;
  replyTo?: SeenMessage;
  /** The own message that is being changed. */
  editing?: SeenMessage;
  /** Grows whenever the cursor should go to the text field. */
  focusRequests: number;
}

const EMPTY_DRAFT: Draft = { text: '', focusRequests: 0 };

export const drafts = createStore<ReadonlyMap<ChatKey, Draft>>(new Map());

export function draftOf(map: ReadonlyMap<ChatKey, Draft>, key: ChatKey): Draft {
  return map.get(key) ?? EMPTY_DRAFT;
}

export function changeDraft(key: ChatKey, patch: Partial<Draft>): void {
  drafts.update((map) => new Map(map).set(key, { ...draftOf(map, key), ...patch }));
}

/** Changes the draft and puts the cursor into it. */
export function continueDraft(key: ChatKey, patch: Partial<Draft>): void {
  changeDraft(key, { ...patch, focusRequests: draftOf(drafts.get(), key).focusRequests + 1 });
}

export function startReply(personId: number, message: SeenMessage): void {
  continueDraft(chatKey(personId, message.chatId), { replyTo: message, editing: undefined });
}

export function startEditing(personId: number, message: SeenMessage): void {
  continueDraft(chatKey(personId, message.chatId), { editing: message, replyTo: undefined, text: message.text });
}
