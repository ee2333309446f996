import { Command, Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { z } from 'zod';
import { orderMediaKinds, productFields, ProductExists, ProductService } from '../../orders';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { Dialogue, OnButton } from '../updates/update-decorators';
import { askKindsScreen, askProductScreen, productCard, readMegabytes } from '../views/products.view';
import { readState } from './dialogue-state';

export const ADD_PRODUCT = 'add-product';

const stateSchema = z.object({
  code: z.string().optional(),
  name: z.string().optional(),
  acceptedMedia: z.array(z.enum(orderMediaKinds)).default([]),
  hasKinds: z.boolean().default(false),
  maxFileSizeBytes: z.number().optional(),
});
type Draft = z.output<typeof stateSchema>;

/** code → name → kinds of media → size → series pattern or `/skip` → a product that can be ordered. */
@Dialogue(ADD_PRODUCT)
export class AddProductScene {
  constructor(private readonly products: ProductService) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    await showScreen(ctx, askProductScreen(ctx.words, 'code'));
  }

  @OnButton(buttons.draftKind)
  async toggleKind(@Ctx() ctx: BotContext): Promise<void> {
    const draft = await readState(ctx, stateSchema, 'products:write');
    const values = draft && (await valuesOf(ctx, buttons.draftKind));
    if (!values || questionOf(draft) !== 'acceptedMedia') return ctx.answerOnce();
    const rest = draft.acceptedMedia.filter((kind) => kind !== values.kind);
    const acceptedMedia = rest.length < draft.acceptedMedia.length ? rest : [...rest, values.kind];
    ctx.scene.state = { ...draft, acceptedMedia };
    await showScreen(ctx, askKindsScreen(ctx.words, acceptedMedia));
  }

  @OnButton(buttons.draftKindsDone)
  async takeKinds(@Ctx() ctx: BotContext): Promise<void> {
    const draft = await readState(ctx, stateSchema, 'products:write');
    if (!draft || questionOf(draft) !== 'acceptedMedia') return ctx.answerOnce();
    productFields.acceptedMedia(draft.acceptedMedia);
    ctx.scene.state = { ...draft, hasKinds: true };
    await ctx.answerOnce();
    await sendScreen(ctx, askProductScreen(ctx.words, 'maxFileSizeBytes'));
  }

  @Command('skip')
  @OnButton(buttons.skipPattern)
  async skipPattern(@Ctx() ctx: BotContext): Promise<void> {
    const draft = await readState(ctx, stateSchema, 'products:write');
    if (!draft) return;
    await ctx.answerOnce();
    await (questionOf(draft) === 'seriesPattern' ? this.create(ctx, draft, null) : this.ask(ctx, draft));
  }

  /** What is wrong with an answer is told by the error boundary; the question stays, so that it can be answered again. */
  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text?.startsWith('/')) return next();
    const draft = await readState(ctx, stateSchema, 'products:write');
    if (!draft) return;
    if (text === undefined) return this.ask(ctx, draft);
    switch (questionOf(draft)) {
      case 'code':
        return this.goOn(ctx, { ...draft, code: await this.freeCode(text) });
      case 'name':
        return this.goOn(ctx, { ...draft, name: productFields.name(text) });
      case 'acceptedMedia':
        return this.ask(ctx, draft);
      case 'maxFileSizeBytes':
        return this.goOn(ctx, { ...draft, maxFileSizeBytes: productFields.maxFileSizeBytes(readMegabytes(text)) });
      case 'seriesPattern':
        return this.create(ctx, draft, productFields.seriesPattern(text));
    }
  }

  private async goOn(ctx: BotContext, draft: Draft): Promise<void> {
    ctx.scene.state = draft;
    await this.ask(ctx, draft);
  }

  private async ask(ctx: BotContext, draft: Draft): Promise<void> {
    const question = questionOf(draft);
    const screen =
      question === 'acceptedMedia'
        ? askKindsScreen(ctx.words, draft.acceptedMedia)
        : askProductScreen(ctx.words, question);
    await sendScreen(ctx, screen);
  }

  /** Throws `ProductExists` before four more questions have been answered for nothing. */
  private async freeCode(text: string): Promise<string> {
    const code = productFields.code(text);
    if (await this.products.find(code)) throw new ProductExists(code);
    return code;
  }

  private async create(ctx: BotContext, draft: Draft, seriesPattern: string | null): Promise<void> {
    const { code, name, acceptedMedia, maxFileSizeBytes } = draft;
    if (code === undefined || name === undefined || maxFileSizeBytes === undefined) return;
    const product = await this.products.create(
      { code, name, acceptedMedia, maxFileSizeBytes, seriesPattern },
      ctx.actor,
    );
    await ctx.scene.leave();
    await sendScreen(ctx, productCard(ctx.words, { product, botUsername: ctx.me, note: 'created' }));
  }
}

/** What is to be answered next. */
function questionOf(draft: Draft) {
  if (draft.code === undefined) return 'code';
  if (draft.name === undefined) return 'name';
  if (!draft.hasKinds) return 'acceptedMedia';
  return draft.maxFileSizeBytes === undefined ? 'maxFileSizeBytes' : 'seriesPattern';
}
