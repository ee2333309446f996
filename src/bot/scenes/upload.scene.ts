import { Command, Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { z } from 'zod';
import { MediaUploadService, type Registration, TitleMissing } from '../../media';
import { Settings } from '../../settings';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { fileOf, type SentFile, sentFileSchema } from '../file-message';
import { textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { Dialogue, OnButton } from '../updates/update-decorators';
import {
  askForFileScreen,
  askForTagsScreen,
  askForTitleScreen,
  duplicateScreen,
  refusalText,
  savedScreen,
} from '../views/upload.view';
import { readState, readTags } from './dialogue-state';

export const UPLOAD = 'upload';

/** Twice the size of an album. More would wait unseen. */
const MAX_WAITING = 20;
const MAX_TITLE_LENGTH = 200;

const stateSchema = z.object({
  /** The file being asked about; none while the dialogue waits for one. */
  current: sentFileSchema.optional(),
  suggestion: z.string().default(''),
  /** Given already: then tags are asked for. */
  title: z.string().optional(),
  /** The rest of an album, and files sent meanwhile. They are asked about one after the other. */
  waiting: z.array(sentFileSchema).default([]),
});
type UploadState = z.output<typeof stateSchema>;

/** file → title → tags or `/skip` → saved; then the next file, if several came. */
@Dialogue(UPLOAD)
export class UploadScene {
  constructor(
    private readonly uploads: MediaUploadService,
    private readonly settings: Settings,
  ) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    await showScreen(ctx, askForFileScreen(ctx.words, { kinds: this.settings.get('library.kinds') }));
  }

  @OnButton(buttons.useSuggestion)
  async useSuggestion(@Ctx() ctx: BotContext): Promise<void> {
    const state = await readState(ctx, stateSchema, 'files:write');
    if (!state) return;
    await ctx.answerOnce();
    if (state.current && state.title === undefined && state.suggestion !== '') {
      await this.takeTitle(ctx, state, state.suggestion);
    }
  }

  @Command('skip')
  @OnButton(buttons.skipTags)
  async skipTags(@Ctx() ctx: BotContext): Promise<void> {
    const state = await readState(ctx, stateSchema, 'files:write');
    if (!state) return;
    await ctx.answerOnce();
    if (state.title !== undefined) return this.save(ctx, state, []);
    await ctx.replyWithHTML(ctx.words.t(state.current ? 'library.upload.sendText' : 'library.upload.sendFile'));
  }

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text?.startsWith('/')) return next();
    const state = await readState(ctx, stateSchema, 'files:write');
    if (!state) return;
    const file = fileOf(ctx.message);
    if (file) return this.receiveFile(ctx, state, file);
    if (!state.current) {
      await ctx.replyWithHTML(ctx.words.t('library.upload.sendFile'));
    } else if (text === undefined) {
      await ctx.replyWithHTML(ctx.words.t('library.upload.sendText'));
    } else if (state.title === undefined) {
      await this.takeTitle(ctx, state, text);
    } else {
      await this.save(ctx, state, readTags(text));
    }
  }

  private async receiveFile(ctx: BotContext, state: UploadState, file: SentFile): Promise<void> {
    if (!state.current) return this.ask(ctx, state, file);
    const isKnown = [state.current, ...state.waiting].some(({ messageId }) => messageId === file.messageId);
    if (isKnown) return;
    if (state.waiting.length >= MAX_WAITING) {
      await ctx.replyWithHTML(ctx.words.t('library.upload.tooMany', { limit: MAX_WAITING }));
      return;
    }
    const waiting = [...state.waiting, file];
    ctx.scene.state = { ...state, waiting };
    // The items of an album arrive within a moment; nine answers to them would bury the question.
    if (file.albumId === undefined)
      await ctx.replyWithHTML(ctx.words.t('library.upload.noted', { count: waiting.length }));
  }

  /** Asks for the title of a file, or says why it is not taken and goes on with the next. */
  private async ask(ctx: BotContext, state: UploadState, file: SentFile): Promise<void> {
    const inspection = await this.uploads.inspect(file);
    if (inspection.outcome === 'duplicate') {
      await sendScreen(ctx, duplicateScreen(ctx.words, inspection), { replyTo: file.messageId });
      return this.askForNext(ctx, state);
    }
    if (inspection.outcome === 'refused') {
      await sendScreen(ctx, { html: refusalText(ctx.words, inspection) }, { replyTo: file.messageId });
      return this.askForNext(ctx, state);
    }
    const suggestion = (file.caption?.split('\n')[0]?.trim() || inspection.suggestedTitle).slice(0, MAX_TITLE_LENGTH);
    ctx.scene.state = { current: file, suggestion, waiting: state.waiting };
    const question = {
      ...inspection,
      kind: file.kind,
      sizeBytes: file.sizeBytes,
      suggestion,
      waiting: state.waiting.length,
    };
    await sendScreen(ctx, askForTitleScreen(ctx.words, question), { replyTo: file.messageId });
  }

  private async takeTitle(ctx: BotContext, state: UploadState, text: string): Promise<void> {
    const title = text.trim();
    if (title.length > MAX_TITLE_LENGTH) {
      await ctx.replyWithHTML(ctx.words.t('library.upload.titleTooLong', { limit: MAX_TITLE_LENGTH }));
      return;
    }
    ctx.scene.state = { ...state, title };
    await sendScreen(ctx, askForTagsScreen(ctx.words, { title }));
  }

  private async save(ctx: BotContext, state: UploadState, tags: readonly string[]): Promise<void> {
    const { current, title } = state;
    if (!current || title === undefined) return;
    const registration = await this.register(ctx, current, { title, tags });
    if (!registration) {
      ctx.scene.state = { ...state, title: undefined };
      return;
    }
    if (registration.outcome === 'registered') {
      await sendScreen(ctx, savedScreen(ctx.words, registration));
    } else if (registration.outcome === 'duplicate') {
      await sendScreen(ctx, duplicateScreen(ctx.words, registration));
    } else {
      await sendScreen(ctx, { html: refusalText(ctx.words, registration) });
    }
    await (state.waiting.length > 0 ? this.askForNext(ctx, state) : ctx.scene.leave());
  }

  /** A title of which nothing readable is left is asked for again: `null`. */
  private async register(
    ctx: BotContext,
    file: SentFile,
    { title, tags }: { title: string; tags: readonly string[] },
  ): Promise<Registration | null> {
    try {
      const sourceMessage = { chatId: file.chatId, messageId: file.messageId };
      return await this.uploads.register({ ...file, uploaderId: ctx.user.id, sourceMessage, title, tags }, ctx.actor);
    } catch (error) {
      if (!(error instanceof TitleMissing)) throw error;
      await ctx.replyWithHTML(ctx.words.t('library.upload.titleUnreadable'));
      return null;
    }
  }

  private async askForNext(ctx: BotContext, state: UploadState): Promise<void> {
    const [next, ...waiting] = state.waiting;
    ctx.scene.state = { waiting };
    if (next) await this.ask(ctx, { suggestion: '', waiting }, next);
  }
}
