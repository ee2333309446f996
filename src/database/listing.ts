import { SystemClock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import type { Database } from './database';

/** One condition of a list: `sql` is given the placeholder of its value, such as `$3`. */
export interface ListCondition {
  readonly sql: (placeholder: string) => string;
  readonly value: unknown;
  /** The tie-breaker is unique among what fulfils this, and not beyond. Default false. */
  readonly scopesKeys?: boolean;
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
  /** Exact up to `EXACT_TOTAL`; beyond that the planner's estimate of the last ten seconds, and `totalIsEstimate` says so. */
  readonly total: number;
  readonly totalIsEstimate: boolean;
  readonly page: number;
  readonly pageSize: number;
}

/** A page as the chat shows it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** At most `EXACT_TOTAL`: nobody turns the pages of a chat any further. */
  readonly total: number;
  /** From 1; the last one when a page past the end was asked for. */
  readonly page: number;
  readonly pageSize: number;
}

/** Counting further than this would cost more than the page itself. */
export const EXACT_TOTAL = 10_000;
/** Rows that may be skipped over to reach a page; whoever looks for more wants a filter. */
export const DEEPEST_ROW = 100_000;
const MAX_PAGE_SIZE = 100;
const ESTIMATES = { maxEntries: 500, ttlMs: 10_000, clock: new SystemClock() };

export interface ListingShape {
  readonly columns: string;
  /** Everything after FROM, without WHERE. */
  readonly from: string;
  /** Where rows are looked for and counted: `from` without joins that neither filter nor multiply. Default: `from`. */
  readonly searchFrom?: string;
  /** Conditions that always hold. */
  readonly where?: readonly string[];
  /** Field → column expression. Only what an index answers: a list is read at a million rows too. */
  readonly sortable: Readonly<Record<string, string>>;
  /** Unique, indexed alone and with every sortable column, and the last word of every order. */
  readonly tieBreaker: string;
  readonly defaultSort: string;
}

type Total = Pick<Listed<object>, 'total' | 'totalIsEstimate'>;

interface Search {
  readonly where: string;
  /** What keys are unique within; empty where they are unique. */
  readonly scope: string;
  readonly values: readonly unknown[];
}

/** A list that pages, sorts and filters like every other one. Shapes are written in code; only values come from outside. */
export class Listing<Row extends object> {
  private readonly estimates = new WeakMap<Database, ExpiringCache<string, number>>();

  constructor(private readonly shape: ListingShape) {}

  /** A page past the end is empty. `knownTotal`: what is known already is not counted. */
  async read(
    database: Database,
    request: ListRequest,
    conditions: readonly (ListCondition | undefined)[],
    knownTotal?: number,
  ): Promise<Listed<Row>> {
    const search = this.search(conditions);
    const { page, pageSize } = request;
    const offset = (page - 1) * pageSize;
    const [items, total] = await Promise.all([
      offset > DEEPEST_ROW ? [] : this.rows(database, search, request.sort, pageSize, offset),
      knownTotal === undefined ? this.count(database, search) : { total: knownTotal, totalIsEstimate: false },
    ]);
    return { items, ...total, page, pageSize };
  }

  /** For the pages of a chat, whatever number an old button holds: a page past the end is the last one. */
  async turn(
    database: Database,
    request: ListRequest,
    conditions: readonly (ListCondition | undefined)[] = [],
  ): Promise<Page<Row>> {
    const search = this.search(conditions);
    const pageSize = within(1, request.pageSize, MAX_PAGE_SIZE);
    const total = Math.min(await this.countExactly(database, search), EXACT_TOTAL);
    const page = within(1, request.page, Math.max(1, Math.ceil(total / pageSize)));
    const items = await this.rows(database, search, request.sort, pageSize, (page - 1) * pageSize);
    return { items, total, page, pageSize };
  }

  private search(conditions: readonly (ListCondition | undefined)[]): Search {
    const given = conditions.filter((condition) => condition !== undefined);
    const clauses = given.map(({ sql }, index) => sql(`$${index + 1}`));
    const all = [...(this.shape.where ?? []), ...clauses].join(' AND ');
    const scope = clauses.filter((_sql, index) => given[index]?.scopesKeys).map((sql) => `${sql} AND `);
    return { where: all && `WHERE ${all}`, scope: scope.join(''), values: given.map(({ value }) => value) };
  }

  private get searchFrom(): string {
    return this.shape.searchFrom ?? this.shape.from;
  }

  /**
   * The keys of the page first, and then the rows of these keys: what is skipped over is skipped in an index, and nothing is
   * joined to it. As an array, so that the planner never thinks of more rows than a page has.
   */
  private rows(
    database: Database,
    { where, scope, values }: Search,
    sort: string | undefined,
    limit: number,
    offset: number,
  ): Promise<Row[]> {
    const { columns, from, tieBreaker } = this.shape;
    const order = this.order(sort);
    return database.query<Row>(
      `SELECT ${columns} FROM ${from} WHERE ${scope}${tieBreaker} = ANY (ARRAY(
         SELECT ${tieBreaker} FROM ${this.searchFrom} ${where}
         ORDER BY ${order} LIMIT $${values.length + 1} OFFSET $${values.length + 2}))
       ORDER BY ${order}`,
      [...values, limit, offset],
    );
  }

  private order(sort = this.shape.defaultSort): string {
    const descends = sort.startsWith('-');
    const column = this.shape.sortable[descends ? sort.slice(1) : sort];
    if (column === undefined) throw new Error(`a list can't be sorted by "${sort}"`);
    const direction = descends ? 'DESC' : 'ASC';
    const { tieBreaker } = this.shape;
    return column === tieBreaker ? `${column} ${direction}` : `${column} ${direction}, ${tieBreaker} ${direction}`;
  }

  /** An estimate is good for some seconds, and is what costs most of a page; an exact total is counted each time. */
  private async count(database: Database, search: Search): Promise<Total> {
    const estimates = this.estimatesOf(database);
    const key = JSON.stringify([search.where, search.values]);
    const known = estimates.get(key);
    if (known !== undefined) return { total: known, totalIsEstimate: true };
    const counted = await this.countOrEstimate(database, search);
    if (counted.totalIsEstimate) estimates.set(key, counted.total);
    else estimates.delete(key);
    return counted;
  }

  private estimatesOf(database: Database): ExpiringCache<string, number> {
    const known = this.estimates.get(database) ?? new ExpiringCache<string, number>(ESTIMATES);
    this.estimates.set(database, known);
    return known;
  }

  private async countOrEstimate(database: Database, search: Search): Promise<Total> {
    const total = await this.countExactly(database, search);
    if (total <= EXACT_TOTAL) return { total, totalIsEstimate: false };
    const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${this.searchFrom} ${search.where}`,
      search.values,
    );
    const estimate = row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
    return { total: Math.max(estimate, total), totalIsEstimate: true };
  }

  /** At most one more than `EXACT_TOTAL`, which says that there are more. */
  private async countExactly(database: Database, { where, values }: Search): Promise<number> {
    const [counted] = await database.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM (SELECT 1 FROM ${this.searchFrom} ${where} LIMIT ${EXACT_TOTAL + 1}) AS counted`,
      values,
    );
    return counted?.total ?? 0;
  }
}

const within = (least: number, asked: number, most: number): number =>
  Math.min(most, Math.max(least, Math.trunc(asked) || least));

/** A condition, unless there is nothing to compare with. */
export const when = (value: unknown, sql: (placeholder: string) => string): ListCondition | undefined =>
  value === undefined ? undefined : { sql, value };

/** Escapes what LIKE would take for wildcards. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
