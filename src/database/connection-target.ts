/**
 * Where PostgreSQL listens, in the spelling of node-postgres: a connection string for a server somebody runs, separate
 * fields for the embedded one (a Unix socket folder is a `host` that begins with `/`).
 */
export type ConnectionTarget =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password?: string;
    };
