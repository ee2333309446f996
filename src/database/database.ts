export interface StatementOptions {
  /** Given up on after this long, as `DatabaseUnavailable`, also when the server says nothing at all. Default: the statement timeout. */
  timeoutMs?: number;
}

/** SQL for repositories. Joins the transaction of the surrounding `UnitOfWork.run`, if there is one. */
export abstract class Database {
  /** Runs one parameterised statement and answers its rows. Throws `DatabaseUnavailable` when no connection can be had. */
  abstract query<Row extends object>(
    sql: string,
    parameters?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<Row[]>;

  /** Like `query`, but answers how many rows were changed. */
  abstract execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
}
