import { Injectable } from '@nestjs/common';
import type { FileKind } from '../telegram/telegram-gateway';
import type { MediaFile, MediaKind } from './media-file';

/** What a message with a file says about it. `kind` is Telegram's own, so that unsuitable ones can be refused by name. */
export interface UploadCandidate {
  kind: FileKind;
  fileUniqueId: string;
  fileName?: string;
  mimeType?: string;
  sizeBytes?: number;
}

export type UploadRefusal =
  | { reason: 'kind'; kind: FileKind; allowed: readonly MediaKind[] }
  /** A program, or an extension outside the list of allowed ones. `extension` is without its dot, maybe empty. */
  | { reason: 'extension'; extension: string; allowed: readonly string[] };

export type Inspection =
  | {
      outcome: 'accepted';
      suggestedTitle: string;
      /** False: too big for this server, the original will be served. */ processable: boolean;
    }
  | { outcome: 'duplicate'; file: MediaFile }
  | ({ outcome: 'refused' } & UploadRefusal);

export interface UploadRequest extends UploadCandidate {
  uploaderId: number;
  /** The message the file came in; the last resort for finding the file again under another bot token. */
  sourceMessage: { chatId: number; messageId: number };
  fileId: string;
  durationSeconds?: number;
  width?: number;
  height?: number;
  performer?: string;
  title: string;
  tags: readonly string[];
}

export type Registration =
  | { outcome: 'registered'; file: MediaFile }
  | { outcome: 'duplicate'; file: MediaFile }
  | ({ outcome: 'refused' } & UploadRefusal);

/** Takes new files into the library. */
@Injectable()
export class MediaUploadService {
  /** Answers at once whether this file may be uploaded; changes nothing. */
  async inspect(_candidate: UploadCandidate): Promise<Inspection> {
    throw new Error('not yet built');
  }

  /**
   * Stores the entry and dispatches its processing after the commit. Throws `TitleMissing`. Safe twice: the same
   * message registered again answers the same entry.
   */
  async register(_request: UploadRequest): Promise<Registration> {
    throw new Error('not yet built');
  }
}
