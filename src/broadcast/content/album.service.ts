import { Injectable } from '@nestjs/common';
import { AlbumRepository } from './album.repository';

/**
 * Remembers which messages make up an album. Telegram sends the pieces one by one, and a reply shows only the one that was
 * tapped, so whoever may broadcast has theirs noted as they arrive.
 */
@Injectable()
export class AlbumService {
  constructor(private readonly albums: AlbumRepository) {}

  /** Safe twice. Answers whether a draft that is made of this album has got the piece as well. */
  async notePiece(piece: { chatId: number; messageId: number; albumId: string }): Promise<boolean> {
    return this.albums.notePiece(piece);
  }
}
