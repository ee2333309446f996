import { Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { z } from 'zod';
import { BroadcastService, readButtons } from '../../broadcast';
import { Clock } from '../../common/clock';
import { BotContext } from '../bot-context';
import { BroadcastScreens } from '../broadcast-screens';
import { broadcastQuestions } from '../callbacks';
import { textOf } from '../message-text';
import { showScreen } from '../show-screen';
import { readStartTime } from '../start-time';
import { Dialogue } from '../updates/update-decorators';
import { askBroadcastScreen } from '../views/broadcasts.view';
import { readState } from './dialogue-state';

export const EDIT_BROADCAST = 'edit-broadcast';

const stateSchema = z.object({ broadcastId: z.number(), question: z.enum(broadcastQuestions) });

/** Buttons under a broadcast, or the time at which it begins, then back to its draft. */
@Dialogue(EDIT_BROADCAST)
export class EditBroadcastScene {
  constructor(
    private readonly broadcasts: BroadcastService,
    private readonly screens: BroadcastScreens,
    private readonly clock: Clock,
  ) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    const state = await readState(ctx, stateSchema, 'broadcasts:send');
    if (state) await showScreen(ctx, askBroadcastScreen(ctx.words, state.question, this.now()));
  }

  /** What is wrong with an answer is told by the error boundary; the question stays, so that it can be answered again. */
  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text?.startsWith('/')) return next();
    const state = await readState(ctx, stateSchema, 'broadcasts:send');
    if (!state) return;
    if (text === undefined) return void (await ctx.replyWithHTML(ctx.words.t('broadcast.ask.textOnly')));
    const { broadcastId } = state;
    if (state.question === 'buttons') {
      await this.broadcasts.update(broadcastId, { buttons: readButtons(text) }, ctx.actor);
    } else {
      const startAt = readStartTime(text, this.now());
      if (!startAt) return void (await ctx.replyWithHTML(ctx.words.t('broadcast.ask.startNotRead')));
      await this.broadcasts.schedule(broadcastId, startAt, ctx.actor);
    }
    await ctx.scene.leave();
    await this.screens.sendDraft(ctx, broadcastId);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
