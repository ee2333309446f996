import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, type AuditValues } from '../../audit';
import type { Listed } from '../../database';
import { UnitOfWork } from '../../database/unit-of-work';
import { ProductExists, ProductNotFound } from '../orders.errors';
import { closestCodes } from './closest-codes';
import { normaliseCode, type Product, type ProductPage } from './product';
import { checkChanges, checkDraft, type ProductChanges, type ProductDraft } from './product-draft';
import { type ProductFilter, ProductRepository } from './product.repository';

/** What a code that somebody typed leads to. */
export type ProductLookup =
  | { outcome: 'found'; product: Product }
  | { outcome: 'inactive'; product: Product }
  /** `code` is what was typed, tidied as far as it could be; `closest` holds codes that can be ordered, nearest first. */
  | { outcome: 'unknownCode'; code: string; closest: readonly string[] };

const LONGEST_SHOWN_CODE = 32;

/** The catalogue: what can be ordered, and by which code. */
@Injectable()
export class ProductService {
  constructor(
    private readonly products: ProductRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws `ProductFieldInvalid`, `ProductExists`. */
  async create(draft: ProductDraft, actor: Actor): Promise<Product> {
    const checked = checkDraft(draft);
    return this.unitOfWork.run(async () => {
      const product = await this.products.insert(checked);
      if (!product) throw new ProductExists(checked.code);
      const after = { ...checked };
      await this.audit.record({
        actor,
        action: 'product.create',
        targetKind: 'product',
        targetId: checked.code,
        after,
      });
      return product;
    });
  }

  /** Orders that are under way keep to the new rules from now on. Throws `ProductFieldInvalid`, `ProductNotFound`. */
  async change(code: string, changes: ProductChanges, actor: Actor): Promise<Product> {
    const checked = checkChanges(changes);
    return this.write(code, 'product.change', actor, (known) => this.products.update(known, checked));
  }

  /** Whether it can be ordered. Orders under way are carried out either way. Safe twice. Throws `ProductNotFound`. */
  async setActive(code: string, active: boolean, actor: Actor): Promise<Product> {
    const action = active ? 'product.activate' : 'product.deactivate';
    return this.write(code, action, actor, (known) => this.products.setActive(known, active));
  }

  /** Throws `ProductNotFound`. */
  async get(code: string): Promise<Product> {
    return this.known(code, await this.find(code));
  }

  async find(code: string): Promise<Product | null> {
    const known = normaliseCode(code);
    return known === null ? null : this.products.find(known);
  }

  /** By code. `page` counts from 1, and a page past the end is the last one; `pageSize` is 1 to 100. */
  async list(request: { page: number; pageSize: number; active?: boolean }): Promise<ProductPage> {
    return this.products.list(request);
  }

  /** The catalogue for the API: sorted and filtered. */
  async browse(filter: ProductFilter): Promise<Listed<Product>> {
    return this.products.browse(filter);
  }

  /** Finds what somebody meant by a code; a mistyped one is answered with its neighbours. */
  async lookUp(typed: string): Promise<ProductLookup> {
    const code = normaliseCode(typed);
    if (code === null) return { outcome: 'unknownCode', code: typed.trim().slice(0, LONGEST_SHOWN_CODE), closest: [] };
    const product = await this.products.lookUp(code);
    if (product) return { outcome: product.active ? 'found' : 'inactive', product };
    return { outcome: 'unknownCode', code, closest: closestCodes(code, await this.products.activeCodesLike(code, 2)) };
  }

  private async write(
    code: string,
    action: string,
    actor: Actor,
    change: (code: string) => Promise<Product | null>,
  ): Promise<Product> {
    const known = normaliseCode(code);
    if (known === null) throw new ProductNotFound(code);
    return this.unitOfWork.run(async () => {
      const before = this.known(code, await this.products.lock(known));
      const after = this.known(code, await change(known));
      const values = difference(before, after);
      if (values) await this.audit.record({ actor, action, targetKind: 'product', targetId: known, ...values });
      return after;
    });
  }

  private known(code: string, product: Product | null): Product {
    if (!product) throw new ProductNotFound(code);
    return product;
  }
}

/** The fields that differ, before and after; `null` when none does. */
function difference(before: Product, after: Product): { before: AuditValues; after: AuditValues } | null {
  const fields = Object.keys(after) as (keyof Product)[];
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (changed.length === 0) return null;
  const pick = (product: Product): AuditValues => Object.fromEntries(changed.map((field) => [field, product[field]]));
  return { before: pick(before), after: pick(after) };
}
