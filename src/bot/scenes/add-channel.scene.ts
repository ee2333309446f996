import { Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { z } from 'zod';
import { ChannelService } from '../../users';
import { BotContext } from '../bot-context';
import { textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { Dialogue } from '../updates/update-decorators';
import { askForChannelScreen, channelCard } from '../views/channels.view';
import { inline } from '../views/titles';

export const ADD_CHANNEL = 'add-channel';

/** Admins forward a post of the channel, or send its `@username`, link or id. */
@Dialogue(ADD_CHANNEL)
export class AddChannelScene {
  constructor(private readonly channels: ChannelService) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    await showScreen(ctx, askForChannelScreen(ctx.words));
  }

  /** What is wrong with a channel is told by the error boundary; the dialogue stays, so that it can be sent again. */
  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    const reference = forwardedFrom(ctx.message) ?? referenceIn(text ?? '');
    if (reference === undefined) {
      if (text?.startsWith('/')) return next();
      await ctx.replyWithHTML(ctx.words.t('users.channels.notRecognised'));
      return;
    }
    ctx.require('channels:write');
    const channel = await this.channels.add(reference, ctx.actor);
    await ctx.scene.leave();
    const card = channelCard(ctx.words, channel);
    const done = ctx.words.t('users.channels.added', { title: inline(channel.title, 100) });
    await sendScreen(ctx, { ...card, html: `${done}\n\n${card.html}` });
  }
}

const chat = z.object({ id: z.number().int() });
const forwarded = z.object({
  forward_origin: z
    .union([z.object({ chat }), z.object({ sender_chat: chat })])
    .optional()
    .catch(undefined),
  /** How older Bot API servers say the same. */
  forward_from_chat: chat.optional().catch(undefined),
});

/** The chat that a message was forwarded from. */
function forwardedFrom(message: object | undefined): number | undefined {
  const parsed = forwarded.safeParse(message);
  if (!parsed.success) return undefined;
  const { forward_origin: origin, forward_from_chat: from } = parsed.data;
  if (!origin) return from?.id;
  return 'chat' in origin ? origin.chat.id : origin.sender_chat.id;
}

/** Reads `@name`, `https://t.me/name` or `-1001234567890`. */
function referenceIn(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (/^-\d{5,16}$/.test(trimmed)) return Number(trimmed);
  const name = /^(?:@|(?:https?:\/\/)?t\.me\/)([a-z]\w{3,31})\/?$/i.exec(trimmed)?.[1];
  return name && `@${name}`;
}
