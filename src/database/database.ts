import type { EntityManager } from 'typeorm';

/** SQL for repositories. Joins the transaction of the surrounding `UnitOfWork.run`, if there is one. */
export abstract class Database {
  /** Runs one parameterised statement and answers its rows. Throws `DatabaseUnavailable` when no connection can be had. */
  abstract query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;

  /** Like `query`, but answers how many rows were changed. */
  abstract execute(sql: string, parameters?: readonly unknown[]): Promise<number>;

  /** TypeORM's door to the same transaction, for rows that are read and saved as entities. Ask for it anew in each method. */
  abstract get entities(): EntityManager;
}
