import { Command, Ctx } from 'nestjs-telegraf';
import { isStaff } from '../../users';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { CommandRegistrar } from '../command-registrar';
import { DeepLinks } from '../deep-links';
import { commandOf } from '../message-text';
import { showHome } from '../show-home';
import { showScreen } from '../show-screen';
import { helpScreen } from '../views/home.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** The way in: the first screen, help, deep links, and the step through the forced subscription. */
@ChatUpdate()
export class StartUpdate {
  constructor(
    private readonly deepLinks: DeepLinks,
    private readonly commands: CommandRegistrar,
  ) {}

  @Command('start')
  async start(@Ctx() ctx: BotContext): Promise<void> {
    const payload = commandOf(ctx)?.argument ?? '';
    // Owners are known from the settings; Telegram takes their list of commands only once they have met the bot.
    if (isStaff(ctx.user)) this.commands.refreshFor(ctx.user);
    await (payload === '' ? showHome(ctx) : this.deepLinks.follow(ctx, payload));
  }

  @OnButton(buttons.home)
  async home(@Ctx() ctx: BotContext): Promise<void> {
    await showHome(ctx);
  }

  @Command('help')
  @OnButton(buttons.help)
  async help(@Ctx() ctx: BotContext): Promise<void> {
    await showScreen(ctx, helpScreen(ctx.words, { user: ctx.user, botUsername: ctx.me }));
  }

  /** Only people who have joined everything come as far as here. A waiting deep link is followed behind this. */
  @OnButton(buttons.checkSubscription)
  async letIn(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerOnce(ctx.words.plain('users.gate.thanks'));
    if (ctx.user.pendingStart) {
      await showScreen(ctx, { html: ctx.words.t('users.gate.thanks') });
    } else {
      await showHome(ctx);
    }
  }
}
