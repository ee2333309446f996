import type { Language } from '../../i18n';
import type { RequestState } from './request-state';

/** What carries speech, as Telegram calls it. */
export const voiceKinds = ['voice', 'audio', 'video_note'] as const;
export type VoiceKind = (typeof voiceKinds)[number];

/** A recording that somebody wants as text, and where they asked for it. */
export interface VoiceMessage {
  readonly userId: number;
  readonly chatId: number;
  /** The message that asks: the recording's own, or the command that was sent in reply to it. */
  readonly askedMessageId: number;
  /** The message that carries the recording; answers are replies to it. */
  readonly voiceMessageId: number;
  readonly kind: VoiceKind;
  readonly fileId: string;
  /** Equal for the same recording, whoever sends it. */
  readonly fileUniqueId: string;
  readonly mimeType?: string;
  /** As the sender's client claims. */
  readonly durationSeconds?: number;
  readonly sizeBytes?: number;
}

/** What the engines are told of a recording whose sender's client left the type out. */
const USUAL_MIME_TYPES: Readonly<Record<VoiceKind, string>> = {
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video_note: 'video/mp4',
};

export const mimeTypeOf = ({ kind, mimeType }: { kind: VoiceKind; mimeType?: string | null }): string =>
  mimeType ?? USUAL_MIME_TYPES[kind];

/** One request in line or at work, with what is needed to speak about it to who asked. */
export interface LiveRequest {
  readonly id: number;
  readonly userId: number;
  readonly chatId: number;
  readonly voiceMessageId: number;
  readonly state: RequestState;
  /** The message that tells how it goes; `null` when it could not be sent, or not yet. */
  readonly statusMessageId: number | null;
  /** Milliseconds for which another process may still be editing that message. */
  readonly statusHeldMs: number;
  readonly cancelAsked: boolean;
  /** Pieces of the text, after the first, that have been sent already. */
  readonly partsSent: number;
  readonly durationSeconds: number | null;
  /** Of who asked; `null`: not known. */
  readonly language: Language | null;
}

/** Names a request for a job; a job with an earlier revision has had its turn. */
export interface TurnRequest extends Record<string, number> {
  requestId: number;
  revision: number;
}
