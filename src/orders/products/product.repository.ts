import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { likeText, type Listed, Listing, type ListRequest, type Page, when } from '../../database/listing';
import { MicroBatcher } from '../../database/micro-batcher';
import type { Product } from './product';
import type { ProductChanges, ProductDraft } from './product-draft';

/** The columns of `Product` under its own names. */
const COLUMNS = `code, name, accepted_media AS "acceptedMedia", max_file_size_bytes::float8 AS "maxFileSizeBytes",
  series_pattern AS "seriesPattern", active, created_at AS "createdAt"`;

export interface ProductFilter extends ListRequest {
  /** Part of the code or the name. */
  readonly q?: string;
  readonly active?: boolean;
}

const listing = new Listing<Product>({
  columns: COLUMNS,
  from: 'products',
  sortable: { code: 'code', name: 'name', createdAt: 'created_at' },
  tieBreaker: 'code',
  defaultSort: 'code',
});

/** Codes compared with one that was mistyped; a catalogue larger than this gets its suggestions from its beginning. */
const SUGGESTION_POOL = 5_000;

@Injectable()
export class ProductRepository {
  private readonly lookUps = new MicroBatcher<string, Product | null>((codes) => this.findAll(codes));

  constructor(private readonly database: Database) {}

  /** Answers `null` when the code is taken. */
  async insert(draft: ProductDraft): Promise<Product | null> {
    const [product] = await this.database.query<Product>(
      `INSERT INTO products (code, name, accepted_media, max_file_size_bytes, series_pattern, active)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO NOTHING RETURNING ${COLUMNS}`,
      [draft.code, draft.name, draft.acceptedMedia, draft.maxFileSizeBytes, draft.seriesPattern, draft.active ?? true],
    );
    return product ?? null;
  }

  async update(code: string, changes: ProductChanges): Promise<Product | null> {
    const [product] = await this.database.query<Product>(
      `UPDATE products SET name = coalesce($2, name), accepted_media = coalesce($3, accepted_media),
         max_file_size_bytes = coalesce($4, max_file_size_bytes),
         series_pattern = CASE WHEN $5::boolean THEN $6 ELSE series_pattern END, active = coalesce($7, active)
       WHERE code = $1 RETURNING ${COLUMNS}`,
      [
        code,
        changes.name ?? null,
        changes.acceptedMedia ?? null,
        changes.maxFileSizeBytes ?? null,
        changes.seriesPattern !== undefined,
        changes.seriesPattern ?? null,
        changes.active ?? null,
      ],
    );
    return product ?? null;
  }

  async setActive(code: string, active: boolean): Promise<Product | null> {
    const [product] = await this.database.query<Product>(
      `UPDATE products SET active = $2 WHERE code = $1 RETURNING ${COLUMNS}`,
      [code, active],
    );
    return product ?? null;
  }

  async find(code: string): Promise<Product | null> {
    const [product] = await this.database.query<Product>(`SELECT ${COLUMNS} FROM products WHERE code = $1`, [code]);
    return product ?? null;
  }

  /** Like `find`; the product stays as it is until the transaction ends. */
  async lock(code: string): Promise<Product | null> {
    const [product] = await this.database.query<Product>(`SELECT ${COLUMNS} FROM products WHERE code = $1 FOR UPDATE`, [
      code,
    ]);
    return product ?? null;
  }

  /** Like `find`, together with what others look up at the same time; never inside a transaction. */
  lookUp(code: string): Promise<Product | null> {
    return this.lookUps.call(code);
  }

  /** Page by page, by code, as the chat shows them. */
  async list(filter: ProductFilter): Promise<Page<Product>> {
    return listing.turn(this.database, filter, [when(filter.active, (value) => `active = ${value}`)]);
  }

  async browse(filter: ProductFilter): Promise<Listed<Product>> {
    return listing.read(this.database, filter, [
      when(filter.q && `%${likeText(filter.q)}%`, (value) => `(code ILIKE ${value} OR name ILIKE ${value})`),
      when(filter.active, (value) => `active = ${value}`),
    ]);
  }

  /** Codes that can be ordered and are about as long as the one somebody typed. */
  async activeCodesLike(code: string, lengthDifference: number): Promise<string[]> {
    const rows = await this.database.query<{ code: string }>(
      `SELECT code FROM products WHERE active AND abs(length(code) - $1) <= $2 ORDER BY code LIMIT ${SUGGESTION_POOL}`,
      [code.length, lengthDifference],
    );
    return rows.map((row) => row.code);
  }

  private async findAll(codes: readonly string[]): Promise<(Product | null)[]> {
    const products = await this.database.query<Product>(
      `SELECT ${COLUMNS} FROM products WHERE code = ANY ($1::text[])`,
      [[...new Set(codes)]],
    );
    const byCode = new Map(products.map((product) => [product.code, product]));
    return codes.map((code) => byCode.get(code) ?? null);
  }
}
