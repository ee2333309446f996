import { Command, Ctx } from 'nestjs-telegraf';
import { I18n } from '../../i18n';
import { UserService } from '../../users';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { CommandRegistrar } from '../command-registrar';
import { showScreen } from '../show-screen';
import { languageScreen } from '../views/language.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** Which language we speak. */
@ChatUpdate()
export class LanguageUpdate {
  constructor(
    private readonly users: UserService,
    private readonly commands: CommandRegistrar,
    private readonly i18n: I18n,
  ) {}

  @Command('language')
  @OnButton(buttons.languages)
  async choose(@Ctx() ctx: BotContext): Promise<void> {
    await showScreen(ctx, languageScreen(ctx.words));
  }

  @OnButton(buttons.setLanguage)
  async change(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.setLanguage);
    if (!values) return;
    ctx.recognise(await this.users.setLanguage(ctx.user.id, values.language, ctx.actor), this.i18n);
    await ctx.answerOnce(ctx.words.plain('users.language.chosen'));
    await showScreen(ctx, languageScreen(ctx.words));
    this.commands.refreshFor(ctx.user);
  }
}
