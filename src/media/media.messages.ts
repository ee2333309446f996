import { Injectable } from '@nestjs/common';
import { escapeHtml, I18n, type Language } from '../i18n';
import type { DeliveryFailure } from './media-delivery.repository';
import type { MediaFile } from './media-file';

/** What the library itself says to people, as Telegram HTML. Screens that answer a tap belong to the chat edge. */
@Injectable()
export class MediaMessages {
  constructor(private readonly i18n: I18n) {}

  caption(file: Pick<MediaFile, 'title'>): string {
    return escapeHtml(file.title);
  }

  preparing(language: Language, file: Pick<MediaFile, 'title'>): string {
    return this.i18n.t(language, 'media.preparing', { title: file.title });
  }

  notDelivered(language: Language, failure: DeliveryFailure | null): string {
    return this.i18n.t(language, failure === 'gone' ? 'media.gone' : 'media.notDelivered');
  }
}
