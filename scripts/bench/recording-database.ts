import { Database } from '../../src/database/database';

/** Passes statements on and keeps them, to be explained afterwards. */
export class RecordingDatabase extends Database {
  readonly statements: { sql: string; parameters: readonly unknown[] }[] = [];

  constructor(private readonly database: Database) {
    super();
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.statements.push({ sql, parameters });
    return this.database.query<Row>(sql, parameters);
  }

  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    this.statements.push({ sql, parameters });
    return this.database.execute(sql, parameters);
  }

  /** The tables that the planner would read from end to end for what was recorded. */
  async sequentialScans(): Promise<string[]> {
    const tables = new Set<string>();
    for (const { sql, parameters } of this.statements) {
      const plan = await this.database.query<Record<string, string>>(`EXPLAIN ${sql}`, parameters);
      for (const line of plan.map((row) => Object.values(row).join(' '))) {
        const table = /Seq Scan on (media_\w+)/.exec(line)?.[1];
        // The version is one row that is its own table.
        if (table && table !== 'media_search_version') tables.add(table);
      }
    }
    return [...tables];
  }
}
