import { Command, Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { z } from 'zod';
import { type ProductChanges, ProductService } from '../../orders';
import { BotContext } from '../bot-context';
import { buttons, productTextFields } from '../callbacks';
import { textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { Dialogue, OnButton } from '../updates/update-decorators';
import { askProductScreen, productCard, readMegabytes } from '../views/products.view';
import { readState } from './dialogue-state';

export const EDIT_PRODUCT = 'edit-product';

const stateSchema = z.object({ code: z.string(), field: z.enum(productTextFields) });
type Edit = z.output<typeof stateSchema>;

/** A new name, size or series pattern for one product, then back to its card. */
@Dialogue(EDIT_PRODUCT)
export class EditProductScene {
  constructor(private readonly products: ProductService) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    const edit = await readState(ctx, stateSchema, 'products:write');
    if (edit) await showScreen(ctx, askProductScreen(ctx.words, edit.field));
  }

  @Command('skip')
  @OnButton(buttons.skipPattern)
  async skipPattern(@Ctx() ctx: BotContext): Promise<void> {
    const edit = await readState(ctx, stateSchema, 'products:write');
    if (!edit) return;
    await ctx.answerOnce();
    if (edit.field === 'seriesPattern') await this.change(ctx, edit, { seriesPattern: null });
  }

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text?.startsWith('/')) return next();
    const edit = await readState(ctx, stateSchema, 'products:write');
    if (!edit) return;
    if (text === undefined) return void (await sendScreen(ctx, askProductScreen(ctx.words, edit.field)));
    await this.change(ctx, edit, toChanges(edit.field, text));
  }

  private async change(ctx: BotContext, { code }: Edit, changes: ProductChanges): Promise<void> {
    const product = await this.products.change(code, changes, ctx.actor);
    await ctx.scene.leave();
    await sendScreen(ctx, productCard(ctx.words, { product, botUsername: ctx.me, note: 'changed' }));
  }
}

const toChanges = (field: Edit['field'], text: string): ProductChanges =>
  field === 'maxFileSizeBytes' ? { maxFileSizeBytes: readMegabytes(text) } : { [field]: text };
