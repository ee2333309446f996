import { Command, Ctx } from 'nestjs-telegraf';
import { OrderService, type OrderActor } from '../../orders';
import { mayDo } from '../../users';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons, type OrderScope } from '../callbacks';
import { inviteToPrivate } from '../enter-dialogue';
import { commandOf } from '../message-text';
import { OrderOpening } from '../order-opening';
import { sendScreen, showScreen } from '../show-screen';
import { LIST_PAGE_SIZE } from '../views/file-lists.view';
import { orderCard, ordersScreen } from '../views/order-card.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** Beginning an order by its code, the list of orders, and what can be done with one. */
@ChatUpdate()
export class OrdersUpdate {
  constructor(
    private readonly orders: OrderService,
    private readonly opening: OrderOpening,
  ) {}

  @Command('order')
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    const code = commandOf(ctx)?.argument ?? '';
    if (code === '') await ctx.replyWithHTML(ctx.words.t('orders.intake.noOrder'));
    else await this.opening.open(ctx, code);
  }

  @OnButton(buttons.beginOrder)
  async beginByButton(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.beginOrder);
    if (values) await this.opening.open(ctx, values.code);
  }

  @Command('orders')
  async list(@Ctx() ctx: BotContext): Promise<void> {
    await (ctx.isPrivate ? this.showList(ctx, { scope: 'own', page: 1 }) : inviteToPrivate(ctx));
  }

  @OnButton(buttons.orders)
  async turnPage(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.orders);
    if (values) await this.showList(ctx, values);
  }

  @OnButton(buttons.showOrder)
  async show(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.showOrder);
    if (!values) return;
    const order = await this.orders.get(values.orderId, actor(ctx, 'orders:read'));
    await showScreen(ctx, orderCard(ctx.words, { order, viewerId: ctx.user.id }));
  }

  @OnButton(buttons.retryOrder)
  async retry(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.retryOrder);
    if (!values) return;
    const { outcome, order } = await this.orders.retry(values.orderId, actor(ctx, 'orders:write'));
    const html = ctx.words.t(outcome === 'retried' ? 'orders.card.retried' : 'orders.card.notFailed', {
      id: order.id,
      status: ctx.words.plain(`orders.status.${order.status}`),
    });
    await ctx.answerOnce();
    // The notice with the tapped button stays as it is: it says what has happened.
    await sendScreen(ctx, { html });
  }

  @OnButton(buttons.cancelOrder)
  async cancel(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.cancelOrder);
    if (!values) return;
    const { outcome, order } = await this.orders.cancel(values.orderId, actor(ctx, 'orders:write'));
    await showScreen(ctx, {
      html: ctx.words.t(outcome === 'cancelled' ? 'orders.card.cancelled' : 'orders.card.tooLate', {
        id: order.id,
        status: ctx.words.plain(`orders.status.${order.status}`),
      }),
    });
  }

  private async showList(ctx: BotContext, { scope, page }: { scope: OrderScope; page: number }): Promise<void> {
    if (scope === 'all') ctx.require('orders:read');
    const place = { page, pageSize: LIST_PAGE_SIZE };
    const orders = scope === 'all' ? await this.orders.listAll(place) : await this.orders.list(ctx.user.id, place);
    await showScreen(ctx, ordersScreen(ctx.words, { orders, scope, maySeeAll: mayDo(ctx.user, 'orders:read') }));
  }
}

const actor = (ctx: BotContext, permission: 'orders:read' | 'orders:write'): OrderActor => ({
  userId: ctx.user.id,
  isStaff: mayDo(ctx.user, permission),
});
