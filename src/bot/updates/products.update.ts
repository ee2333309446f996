import { Command, Ctx } from 'nestjs-telegraf';
import { type Product, ProductService } from '../../orders';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { enterDialogue, inviteToPrivate } from '../enter-dialogue';
import { ADD_PRODUCT } from '../scenes/add-product.scene';
import { EDIT_PRODUCT } from '../scenes/edit-product.scene';
import { showScreen } from '../show-screen';
import { LIST_PAGE_SIZE } from '../views/file-lists.view';
import { productCard, productKindsScreen, productsScreen } from '../views/products.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** Looking after what can be ordered: the list, a product's card, and what can be changed from it. */
@ChatUpdate()
export class ProductsUpdate {
  constructor(private readonly products: ProductService) {}

  @Command('products')
  async list(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    await (ctx.isPrivate ? this.showList(ctx, 1) : inviteToPrivate(ctx));
  }

  @OnButton(buttons.products)
  async turnPage(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    const values = await valuesOf(ctx, buttons.products);
    if (values) await this.showList(ctx, values.page);
  }

  @OnButton(buttons.addProduct)
  async add(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    await enterDialogue(ctx, ADD_PRODUCT);
  }

  @OnButton(buttons.showProduct)
  async show(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    const values = await valuesOf(ctx, buttons.showProduct);
    if (values) await this.showCard(ctx, await this.products.get(values.code));
  }

  @OnButton(buttons.toggleProduct)
  async toggle(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    const values = await valuesOf(ctx, buttons.toggleProduct);
    if (!values) return;
    await this.showCard(ctx, await this.products.setActive(values.code, values.active === 'on', ctx.actor));
  }

  @OnButton(buttons.editProduct)
  async edit(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    const values = await valuesOf(ctx, buttons.editProduct);
    if (values) await enterDialogue(ctx, EDIT_PRODUCT, values);
  }

  @OnButton(buttons.productKinds)
  async showKinds(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    const values = await valuesOf(ctx, buttons.productKinds);
    if (values) await showScreen(ctx, productKindsScreen(ctx.words, await this.products.get(values.code)));
  }

  @OnButton(buttons.toggleProductKind)
  async toggleKind(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('products:write');
    const values = await valuesOf(ctx, buttons.toggleProductKind);
    if (!values) return;
    const { acceptedMedia } = await this.products.get(values.code);
    const rest = acceptedMedia.filter((kind) => kind !== values.kind);
    const changed = rest.length < acceptedMedia.length ? rest : [...rest, values.kind];
    const product = await this.products.change(values.code, { acceptedMedia: changed }, ctx.actor);
    await showScreen(ctx, productKindsScreen(ctx.words, product));
  }

  private async showCard(ctx: BotContext, product: Product): Promise<void> {
    await showScreen(ctx, productCard(ctx.words, { product, botUsername: ctx.me }));
  }

  private async showList(ctx: BotContext, page: number): Promise<void> {
    const products = await this.products.list({ page, pageSize: LIST_PAGE_SIZE });
    await showScreen(ctx, productsScreen(ctx.words, products));
  }
}
