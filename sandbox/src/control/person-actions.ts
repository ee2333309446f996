import {
  type ButtonOutcome,
  type MediaKind,
  type OutgoingMedia,
  type OutgoingMessage,
  type SandboxControl,
  type SeenMessage,
  type Upload,
} from './contract';
import { ControlError } from './control-error';

/** What a message must be: its text contains this string, matches this expression, or satisfies this function. */
export type MessagePredicate = string | RegExp | ((message: SeenMessage) => boolean);

export interface WaitOptions {
  /** Milliseconds. Default: `patienceMs`. */
  timeoutMs?: number;
  /** Only messages that came or changed after this one, or after this revision. Default: also those that are already there. */
  since?: SeenMessage | number;
  /** Default: the private chat with the first bot. */
  chatId?: number;
}

export type MediaOptions = Omit<OutgoingMedia, 'kind' | 'file' | 'thumbnail'> &
  Pick<OutgoingMessage, 'chatId' | 'replyTo'> & { caption?: string };

/**
 * What tests and scripts do all day, on top of the plain operations: say something, tap a button, wait for the answer.
 * Both the in-process control and the HTTP client extend it.
 */
export abstract class PersonActions implements Pick<SandboxControl, 'sendMessage' | 'listMessages' | 'pressButton'> {
  /** How long the waits below last unless told otherwise, in milliseconds. A test on a slow machine wants more. */
  patienceMs = 10_000;

  abstract sendMessage(...args: Parameters<SandboxControl['sendMessage']>): ReturnType<SandboxControl['sendMessage']>;
  abstract listMessages(
    ...args: Parameters<SandboxControl['listMessages']>
  ): ReturnType<SandboxControl['listMessages']>;
  abstract pressButton(...args: Parameters<SandboxControl['pressButton']>): ReturnType<SandboxControl['pressButton']>;

  /** Says something; commands and links become entities by themselves. */
  async sendText(
    personId: number,
    text: string,
    options: Omit<OutgoingMessage, 'text' | 'media' | 'forward'> = {},
  ): Promise<SeenMessage> {
    return firstOf(await this.sendMessage(personId, { ...options, text }));
  }

  /** Uploads one file and sends it as the given kind; a path or stream is never held in memory as a whole. */
  async sendMedia(
    personId: number,
    kind: MediaKind,
    content: Upload['content'],
    options: MediaOptions = {},
  ): Promise<SeenMessage> {
    const { chatId, replyTo, caption, ...media } = options;
    const message: OutgoingMessage = {
      chatId,
      replyTo,
      text: caption,
      media: [{ ...media, kind, file: 'attach://file' }],
    };
    const upload: Upload = { name: 'file', fileName: media.fileName, mimeType: media.mimeType, content };
    return firstOf(await this.sendMessage(personId, message, [upload]));
  }

  /** {@link sendMedia} for the most usual kind. */
  async sendDocument(personId: number, content: Upload['content'], options: MediaOptions = {}): Promise<SeenMessage> {
    return this.sendMedia(personId, 'document', content, options);
  }

  /** Presses the button with this label or callback data and waits for the bot's answer. */
  async tapButton(
    personId: number,
    messageId: number,
    labelOrData: string,
    options: { chatId?: number; timeoutMs?: number } = {},
  ): Promise<ButtonOutcome> {
    const { items } = await this.listMessages(personId, options.chatId);
    const buttons = items.find((message) => message.messageId === messageId)?.buttons.flat() ?? [];
    const key = buttons.some((button) => button.label === labelOrData) ? 'label' : 'data';
    return this.pressButton(personId, { ...options, messageId, [key]: labelOrData });
  }

  /**
   * The newest message from somebody else that satisfies the predicate, as soon as there is one; edits count.
   * @throws ControlError `timeout`, naming what was there instead.
   */
  async waitForMessage(
    personId: number,
    predicate: MessagePredicate,
    options: WaitOptions | number = {},
  ): Promise<SeenMessage> {
    const {
      timeoutMs = this.patienceMs,
      since,
      chatId,
    } = typeof options === 'number' ? { timeoutMs: options } : options;
    const deadline = Date.now() + timeoutMs;
    let sinceRevision = typeof since === 'object' ? since.revision : (since ?? 0);
    let seen: SeenMessage[] = [];
    for (;;) {
      const waitMs = Math.max(0, Math.min(deadline - Date.now(), 5_000));
      const { items, revision } = await this.listMessages(personId, chatId, { sinceRevision, waitMs });
      const found = items.findLast((message) => !message.outgoing && matches(message, predicate));
      if (found) return found;
      if (items.length > 0) seen = items;
      if (Date.now() >= deadline) throw new ControlError('timeout', describeMiss(predicate, timeoutMs, seen));
      sinceRevision = revision;
    }
  }

  /**
   * Resolves once the message is gone from this person's chat.
   * @throws ControlError `timeout`.
   */
  async waitForDeletion(
    personId: number,
    messageId: number,
    options: { timeoutMs?: number; chatId?: number } = {},
  ): Promise<void> {
    const { timeoutMs = this.patienceMs, chatId } = options;
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { items, revision } = await this.listMessages(personId, chatId, { limit: 500 });
      if (!items.some((message) => message.messageId === messageId)) return;
      const waitMs = deadline - Date.now();
      if (waitMs <= 0) throw new ControlError('timeout', `Message ${messageId} was not deleted within ${timeoutMs} ms`);
      await this.listMessages(personId, chatId, { sinceRevision: revision, waitMs: Math.min(waitMs, 5_000) });
    }
  }
}

function matches(message: SeenMessage, predicate: MessagePredicate): boolean {
  if (typeof predicate === 'string') return message.text.includes(predicate);
  if (predicate instanceof RegExp) return predicate.test(message.text);
  return predicate(message);
}

function describeMiss(predicate: MessagePredicate, timeoutMs: number, seen: SeenMessage[]): string {
  const wanted = typeof predicate === 'function' ? 'that satisfies the predicate' : `like ${String(predicate)}`;
  const last = seen.slice(-3).map((message) => JSON.stringify(message.text.slice(0, 200)));
  return `No message ${wanted} within ${timeoutMs} ms; last seen: ${last.join(', ') || 'nothing'}`;
}

function firstOf(messages: SeenMessage[]): SeenMessage {
  const [first] = messages;
  if (!first) throw new ControlError('internal', 'The sandbox answered no message');
  return first;
}
