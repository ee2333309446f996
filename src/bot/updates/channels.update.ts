import { Command, Ctx } from 'nestjs-telegraf';
import { type Channel, ChannelService } from '../../users';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { enterDialogue } from '../enter-dialogue';
import { ADD_CHANNEL } from '../scenes/add-channel.scene';
import { showScreen } from '../show-screen';
import { channelCard, channelsScreen, removeChannelScreen } from '../views/channels.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** The list of channels that people must join. */
@ChatUpdate()
export class ChannelsUpdate {
  constructor(private readonly channels: ChannelService) {}

  @Command('channels')
  @OnButton(buttons.channels)
  async list(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    await showScreen(ctx, channelsScreen(ctx.words, await this.channels.list()));
  }

  @OnButton(buttons.addChannel)
  async add(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    await enterDialogue(ctx, ADD_CHANNEL);
  }

  @OnButton(buttons.showChannel)
  async show(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    const values = await valuesOf(ctx, buttons.showChannel);
    if (values) await this.showCard(ctx, await this.channels.find(values.channelId));
  }

  @OnButton(buttons.toggleChannel)
  async toggle(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    const values = await valuesOf(ctx, buttons.toggleChannel);
    if (!values) return;
    const active = values.active === 'on';
    await this.showCard(ctx, await this.channels.setActive(values.channelId, active, ctx.actor));
  }

  @OnButton(buttons.toggleJoinRequests)
  async toggleJoinRequests(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    const values = await valuesOf(ctx, buttons.toggleJoinRequests);
    if (!values) return;
    const takesRequests = values.requests === 'on';
    await this.showCard(ctx, await this.channels.setJoinRequests(values.channelId, takesRequests, ctx.actor));
  }

  @OnButton(buttons.removeChannel)
  async askToRemove(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    const values = await valuesOf(ctx, buttons.removeChannel);
    if (!values) return;
    const channel = await this.channels.find(values.channelId);
    await (channel ? showScreen(ctx, removeChannelScreen(ctx.words, channel)) : this.showCard(ctx, channel));
  }

  @OnButton(buttons.removeChannelForSure)
  async remove(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('channels:write');
    const values = await valuesOf(ctx, buttons.removeChannelForSure);
    if (!values) return;
    await this.channels.remove(values.channelId, ctx.actor);
    await showScreen(ctx, channelsScreen(ctx.words, await this.channels.list()));
  }

  private async showCard(ctx: BotContext, channel: Channel | undefined): Promise<void> {
    if (channel) return showScreen(ctx, channelCard(ctx.words, channel));
    await ctx.answerOnce(ctx.words.plain('users.channels.gone'));
    await showScreen(ctx, channelsScreen(ctx.words, await this.channels.list()));
  }
}
