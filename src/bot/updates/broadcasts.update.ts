import { Command, Ctx } from 'nestjs-telegraf';
import {
  type Broadcast,
  BroadcastReporter,
  BroadcastService,
  type BroadcastContent,
  LedgerService,
} from '../../broadcast';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import type { CallbackData, fields } from '../callback-data';
import { enterDialogue, inviteToPrivate } from '../enter-dialogue';
import { BroadcastScreens } from '../broadcast-screens';
import { htmlOf } from '../formatted-text';
import { albumIdOf, commandOf, textOf } from '../message-text';
import { EDIT_BROADCAST } from '../scenes/edit-broadcast.scene';
import { NEW_BROADCAST } from '../scenes/new-broadcast.scene';
import { showScreen } from '../show-screen';
import { broadcastsScreen, confirmScreen } from '../views/broadcasts.view';
import { LIST_PAGE_SIZE } from '../views/file-lists.view';
import { ChatUpdate, OnButton } from './update-decorators';

type OneBroadcast = CallbackData<{ broadcastId: typeof fields.recordId }>;

/** Broadcasts in the chat: made, previewed, begun, and steered while they run. */
@ChatUpdate()
export class BroadcastsUpdate {
  constructor(
    private readonly broadcasts: BroadcastService,
    private readonly ledgers: LedgerService,
    private readonly reporter: BroadcastReporter,
    private readonly screens: BroadcastScreens,
  ) {}

  /** In reply to a message: a copy of it; with a text: that text; alone: the list. */
  @Command('broadcast')
  async create(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    if (!ctx.isPrivate) return inviteToPrivate(ctx);
    const content = repliedContent(ctx) ?? typedContent(ctx);
    if (!content) return this.showList(ctx, 1);
    const author = { kind: 'chat', userId: ctx.user.id } as const;
    await this.screens.present(ctx, await this.broadcasts.create({ content }, author));
  }

  @OnButton(buttons.newBroadcast)
  async askForMessage(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    await enterDialogue(ctx, NEW_BROADCAST);
  }

  @OnButton(buttons.broadcasts)
  async turnPage(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    const values = await valuesOf(ctx, buttons.broadcasts);
    if (values) await this.showList(ctx, values.page);
  }

  @OnButton(buttons.showBroadcast)
  async show(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.showBroadcast, async (id) => {
      const broadcast = await this.broadcasts.get(id);
      await this.screens.show(ctx, broadcast);
      if (broadcast.startedAt) await this.follow(ctx, id);
    });
  }

  @OnButton(buttons.setBroadcastLanguage)
  async setLanguage(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    const values = await valuesOf(ctx, buttons.setBroadcastLanguage);
    if (!values) return;
    const language = values.language === 'all' ? null : values.language;
    await this.screens.show(ctx, await this.broadcasts.update(values.broadcastId, { language }, ctx.actor));
  }

  @OnButton(buttons.setBroadcastActivity)
  async setActivity(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    const values = await valuesOf(ctx, buttons.setBroadcastActivity);
    if (!values) return;
    const activeWithinDays = values.days === '0' ? null : Number(values.days);
    await this.screens.show(ctx, await this.broadcasts.update(values.broadcastId, { activeWithinDays }, ctx.actor));
  }

  @OnButton(buttons.setBroadcastFlag)
  async setFlag(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    const values = await valuesOf(ctx, buttons.setBroadcastFlag);
    if (!values) return;
    const changes = { [values.flag]: values.value === 'on' };
    await this.screens.show(ctx, await this.broadcasts.update(values.broadcastId, changes, ctx.actor));
  }

  @OnButton(buttons.clearBroadcastButtons)
  async clearButtons(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.clearBroadcastButtons, async (id) =>
      this.screens.show(ctx, await this.broadcasts.update(id, { buttons: [] }, ctx.actor)),
    );
  }

  @OnButton(buttons.askBroadcast)
  async ask(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    const values = await valuesOf(ctx, buttons.askBroadcast);
    if (values) await enterDialogue(ctx, EDIT_BROADCAST, values);
  }

  @OnButton(buttons.testBroadcast)
  async test(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.testBroadcast, async (id) => {
      await ctx.answerOnce();
      await this.broadcasts.testToMyself(id, ctx.user.id);
      await this.screens.sendDraft(ctx, id, { isShown: true });
    });
  }

  /** The message with the tapped button becomes the one that shows how it goes. */
  @OnButton(buttons.startBroadcast)
  async start(@Ctx() ctx: BotContext): Promise<void> {
    await this.move(ctx, buttons.startBroadcast, (id) => this.broadcasts.start(id, ctx.actor));
  }

  @OnButton(buttons.unscheduleBroadcast)
  async unschedule(@Ctx() ctx: BotContext): Promise<void> {
    await this.move(ctx, buttons.unscheduleBroadcast, (id) => this.broadcasts.unschedule(id, ctx.actor));
  }

  @OnButton(buttons.pauseBroadcast)
  async pause(@Ctx() ctx: BotContext): Promise<void> {
    await this.move(ctx, buttons.pauseBroadcast, (id) => this.broadcasts.pause(id, ctx.actor));
  }

  @OnButton(buttons.resumeBroadcast)
  async resume(@Ctx() ctx: BotContext): Promise<void> {
    await this.move(ctx, buttons.resumeBroadcast, (id) => this.broadcasts.resume(id, ctx.actor));
  }

  @OnButton(buttons.cancelBroadcast)
  async askToCancel(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.cancelBroadcast, async (id) =>
      showScreen(ctx, confirmScreen(ctx.words, await this.broadcasts.get(id), 'cancel')),
    );
  }

  @OnButton(buttons.cancelBroadcastForSure)
  async cancel(@Ctx() ctx: BotContext): Promise<void> {
    await this.move(ctx, buttons.cancelBroadcastForSure, (id) => this.broadcasts.cancel(id, ctx.actor));
  }

  @OnButton(buttons.retryFailed)
  async retryFailed(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.retryFailed, async (id) =>
      this.tellRetried(ctx, id, await this.broadcasts.retryFailed(id, ctx.actor)),
    );
  }

  @OnButton(buttons.resendUnknown)
  async askToResend(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.resendUnknown, async (id) =>
      showScreen(ctx, confirmScreen(ctx.words, await this.broadcasts.get(id), 'resend')),
    );
  }

  @OnButton(buttons.resendUnknownForSure)
  async resendUnknown(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.resendUnknownForSure, async (id) =>
      this.tellRetried(ctx, id, await this.broadcasts.resendUnknown(id, ctx.actor)),
    );
  }

  @OnButton(buttons.broadcastLedger)
  async sendLedger(@Ctx() ctx: BotContext): Promise<void> {
    await this.withBroadcast(ctx, buttons.broadcastLedger, async (id) => {
      // The number of the update: a tap that is handled twice is answered once.
      await this.ledgers.requestFile(id, ctx.user.id, ctx.update.update_id);
      await ctx.answerOnce();
    });
  }

  private async tellRetried(ctx: BotContext, id: number, count: number): Promise<void> {
    const text =
      count === 0
        ? ctx.words.plain('broadcast.done.nothingToRetry')
        : ctx.words.plain('broadcast.done.retried', { count });
    await ctx.answerOnce(text, { alert: count === 0 });
    await this.showAndFollow(ctx, await this.broadcasts.get(id));
  }

  private async move(ctx: BotContext, button: OneBroadcast, change: (id: number) => Promise<Broadcast>): Promise<void> {
    await this.withBroadcast(ctx, button, async (id) => this.showAndFollow(ctx, await change(id)));
  }

  private async showAndFollow(ctx: BotContext, broadcast: Broadcast): Promise<void> {
    if (broadcast.startedAt) await this.follow(ctx, broadcast.id);
    await this.screens.show(ctx, broadcast);
  }

  private async follow(ctx: BotContext, id: number): Promise<void> {
    const message = ctx.callbackQuery?.message;
    if (message && ctx.chat) await this.reporter.reportIn(id, { chatId: ctx.chat.id, messageId: message.message_id });
  }

  private async withBroadcast(
    ctx: BotContext,
    button: OneBroadcast,
    work: (id: number) => Promise<unknown>,
  ): Promise<void> {
    ctx.require('broadcasts:send');
    const values = await valuesOf(ctx, button);
    if (values) await work(values.broadcastId);
  }

  private async showList(ctx: BotContext, page: number): Promise<void> {
    await showScreen(ctx, broadcastsScreen(ctx.words, await this.broadcasts.list({ page, pageSize: LIST_PAGE_SIZE })));
  }
}

function repliedContent(ctx: BotContext): BroadcastContent | undefined {
  const replied = ctx.message && 'reply_to_message' in ctx.message ? ctx.message.reply_to_message : undefined;
  if (!replied || !ctx.chat) return undefined;
  const albumId = albumIdOf(replied);
  return { kind: 'copy', chatId: ctx.chat.id, messageIds: [replied.message_id], ...(albumId && { albumId }) };
}

function typedContent(ctx: BotContext): BroadcastContent | undefined {
  const text = textOf(ctx) ?? '';
  const argument = commandOf(ctx)?.argument ?? '';
  if (argument === '') return undefined;
  const entities = ctx.message && 'entities' in ctx.message ? ctx.message.entities : undefined;
  return { kind: 'text', html: htmlOf(text, entities, text.indexOf(argument, text.search(/\s/))).trim() };
}
