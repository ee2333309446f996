import { Injectable } from '@nestjs/common';
import { escapeHtml, I18n, Words } from '../../i18n';
import type { InlineButton } from '../../telegram/telegram-gateway';
import type { User } from '../../users';
import type { MediaFailure } from '../media/product-media';
import type { Order } from '../order';
import type { NoticeOutcome } from './order-notice';

export interface Notice {
  order: Order;
  outcome: NoticeOutcome;
  recipient: User;
  /** `null` when the bot no longer knows the customer. */
  customer: User | null | undefined;
  repeated: boolean;
}

/** What a notice says, in its recipient's language. */
@Injectable()
export class OrderNoticeMessages {
  constructor(private readonly i18n: I18n) {}

  compose(notice: Notice): { html: string; buttons: InlineButton[][] } {
    const { order, recipient, repeated } = notice;
    const words = new Words(this.i18n, recipient.language);
    const text = recipient.id === order.userId ? this.toCustomer(words, notice) : this.toStaff(words, notice);
    return {
      html: repeated ? `${text}\n\n${words.t('orders.notice.repeated')}` : text,
      buttons: this.buttons(words, notice),
    };
  }

  private toCustomer(words: Words, { order, outcome }: Notice): string {
    const values = this.values(words, order);
    switch (outcome) {
      case 'complete':
        return words.t('orders.notice.customer.complete', values);
      case 'recovered':
        return words.t('orders.notice.customer.recovered', values);
      case 'failed':
        return words.t('orders.notice.customer.failed', { ...values, reason: this.reason(words, order) });
    }
  }

  private toStaff(words: Words, { order, outcome, customer }: Notice): string {
    const name = customer ? [customer.firstName, customer.lastName].filter(Boolean).join(' ') : String(order.userId);
    const values = {
      ...this.values(words, order),
      customer: `<a href="tg://user?id=${order.userId}">${escapeHtml(name)}</a>`,
    };
    return outcome === 'complete'
      ? words.t('orders.notice.staff.complete', values)
      : words.t('orders.notice.staff.failed', { ...values, reason: this.reason(words, order) });
  }

  private values(words: Words, { id, product, series, items }: Order): Record<string, string | number> {
    return {
      id,
      code: product.code,
      product: product.name,
      series: series ?? words.t('orders.notice.noSeries'),
      count: items.length,
    };
  }

  private reason(words: Words, { items }: Order): string {
    return describeFailure(words, items.find((item) => item.failure !== null)?.failure ?? 'unknown');
  }

  private buttons(words: Words, { order, outcome }: Notice): InlineButton[][] {
    const view = { text: words.plain('orders.button.view'), callbackData: `order:view:${order.id}` };
    if (outcome !== 'failed') return [[view]];
    return [[{ text: words.plain('orders.button.retry'), callbackData: `order:retry:${order.id}` }, view]];
  }
}

/** Why media could not be had, in plain words for people. */
export const describeFailure = (words: Words, failure: MediaFailure): string =>
  words.plain(`orders.failures.${failure}`);
