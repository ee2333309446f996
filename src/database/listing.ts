import type { Database } from './database';

/** One condition of a list: `sql` is given the placeholder of its value, such as `$3`. */
export interface ListCondition {
  readonly sql: (placeholder: string) => string;
  readonly value: unknown;
}

export interface ListRequest {
  /** From 1. */
  readonly page: number;
  /** 1 to 100. */
  readonly pageSize: number;
  /** A field to sort by, with `-` before it for the other way round; unknown ones are refused by the edge. */
  readonly sort?: string;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Exact up to `EXACT_TOTAL`; beyond that the planner's estimate, and `totalIsEstimate` says so. */
  readonly total: number;
  readonly totalIsEstimate: boolean;
  readonly page: number;
  readonly pageSize: number;
}

/** Counting further than this would cost more than the page itself. */
export const EXACT_TOTAL = 10_000;
/** Rows that may be skipped over to reach a page; whoever looks for more wants a filter. */
export const DEEPEST_ROW = 100_000;

export interface ListingShape {
  readonly columns: string;
  /** Everything after FROM, without WHERE. */
  readonly from: string;
  /** What to count in: `from` without joins that neither filter nor multiply. Default: `from`. */
  readonly countFrom?: string;
  /** Conditions that always hold. */
  readonly where?: readonly string[];
  /** Field → column expression. Only what an index answers: a list is read at a million rows too. */
  readonly sortable: Readonly<Record<string, string>>;
  /** Unique, indexed with every sortable column, and the last word of every order. */
  readonly tieBreaker: string;
  readonly defaultSort: string;
}

/** A list that pages, sorts and filters like every other one. Shapes are written in code; only values come from outside. */
export class Listing<Row extends object> {
  constructor(private readonly shape: ListingShape) {}

  async read(
    database: Database,
    request: ListRequest,
    conditions: readonly (ListCondition | undefined)[],
  ): Promise<Listed<Row>> {
    const given = conditions.filter((condition) => condition !== undefined);
    const where = [...(this.shape.where ?? []), ...given.map(({ sql }, index) => sql(`$${index + 1}`))].join(' AND ');
    const values = given.map(({ value }) => value);
    const { page, pageSize } = request;
    const offset = (page - 1) * pageSize;
    const [items, total] = await Promise.all([
      offset > DEEPEST_ROW
        ? []
        : database.query<Row>(
            `SELECT ${this.shape.columns} FROM ${this.shape.from} ${where && `WHERE ${where}`}
             ORDER BY ${this.order(request.sort)} LIMIT ${pageSize} OFFSET ${offset}`,
            values,
          ),
      this.count(database, where, values),
    ]);
    return { items, ...total, page, pageSize };
  }

  private order(sort = this.shape.defaultSort): string {
    const descends = sort.startsWith('-');
    const column = this.shape.sortable[descends ? sort.slice(1) : sort];
    if (column === undefined) throw new Error(`a list can't be sorted by "${sort}"`);
    const direction = descends ? 'DESC' : 'ASC';
    const { tieBreaker } = this.shape;
    return column === tieBreaker ? `${column} ${direction}` : `${column} ${direction}, ${tieBreaker} ${direction}`;
  }

  private async count(
    database: Database,
    where: string,
    values: readonly unknown[],
  ): Promise<Pick<Listed<Row>, 'total' | 'totalIsEstimate'>> {
    const matching = `FROM ${this.shape.countFrom ?? this.shape.from} ${where && `WHERE ${where}`}`;
    const [counted] = await database.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM (SELECT 1 ${matching} LIMIT ${EXACT_TOTAL + 1}) AS counted`,
      values,
    );
    const total = counted?.total ?? 0;
    if (total <= EXACT_TOTAL) return { total, totalIsEstimate: false };
    const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) SELECT 1 ${matching}`,
      values,
    );
    const estimate = row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
    return { total: Math.max(estimate, total), totalIsEstimate: true };
  }
}

/** A condition, unless there is nothing to compare with. */
export const when = (value: unknown, sql: (placeholder: string) => string): ListCondition | undefined =>
  value === undefined ? undefined : { sql, value };

/** Escapes what LIKE would take for wildcards. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
