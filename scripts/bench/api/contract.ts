/** One list that both servers answer, under the same address. */
export interface ListCase {
  readonly name: string;
  /** Below `/api/v1`. */
  readonly path: string;
}

/** What the bare server runs for a list: the statements that the application runs for it. */
export interface CaseStatements {
  readonly path: string;
  readonly page: Statement;
  readonly count: Statement;
  /** Asked for when the count has reached its bound. */
  readonly estimate?: Statement;
}

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Before an address of the bare server: run the statement of the page, and count nothing. */
export const PAGE_ALONE = '/page-alone';

/** What the bare server gets in its environment. */
export interface PeerEnvironment {
  DATABASE_URL: string;
  /** JSON: `CaseStatements[]`. */
  CASES: string;
}
