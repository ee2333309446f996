import { Command, Ctx } from 'nestjs-telegraf';
import { RoleService, type User, UserNotFound, UserService } from '../../users';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { CommandRegistrar } from '../command-registrar';
import { commandOf } from '../message-text';
import { showScreen } from '../show-screen';
import { roleScreen } from '../views/people.view';
import { inline } from '../views/titles';
import { ChatUpdate, OnButton } from './update-decorators';

/** What admins do with people: shut out, let in again, give a role. */
@ChatUpdate()
export class PeopleUpdate {
  constructor(
    private readonly users: UserService,
    private readonly roles: RoleService,
    private readonly commands: CommandRegistrar,
  ) {}

  @Command('block')
  async block(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('users:write');
    const id = await this.readId(ctx);
    if (id !== undefined) await this.confirm(ctx, 'blocked', await this.users.block(id, ctx.actor));
  }

  @Command('unblock')
  async unblock(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('users:write');
    const id = await this.readId(ctx);
    if (id !== undefined) await this.confirm(ctx, 'unblocked', await this.users.unblock(id, ctx.actor));
  }

  @Command('role')
  async chooseRole(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('roles:write');
    const id = await this.readId(ctx);
    if (id === undefined) return;
    const user = await this.users.find(id);
    if (!user) throw new UserNotFound(id);
    await showScreen(ctx, roleScreen(ctx.words, { user, roles: await this.roles.list() }));
  }

  @OnButton(buttons.setRole)
  async changeRole(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('roles:write');
    const values = await valuesOf(ctx, buttons.setRole);
    if (!values) return;
    const user = await this.users.changeRole(values.userId, values.role, ctx.granter);
    await showScreen(ctx, roleScreen(ctx.words, { user, roles: await this.roles.list() }));
    this.commands.refreshFor(user);
  }

  private async confirm(ctx: BotContext, what: 'blocked' | 'unblocked', user: User): Promise<void> {
    await ctx.replyWithHTML(ctx.words.t(`users.block.${what}`, { id: user.id, name: inline(user.firstName, 60) }));
  }

  /** Reads the id after the command; explains the command when there is none. */
  private async readId(ctx: BotContext): Promise<number | undefined> {
    const command = commandOf(ctx);
    const id = /^\d{1,15}$/.test(command?.argument ?? '') ? Number(command?.argument) : 0;
    if (id > 0) return id;
    await ctx.replyWithHTML(ctx.words.t('users.block.usage', { command: command?.name ?? '' }));
    return undefined;
  }
}
