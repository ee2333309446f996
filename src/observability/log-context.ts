import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line written on behalf of one piece of work carries. Ids only: never what people typed. */
export interface LogFields {
  updateId?: number;
  jobId?: string;
  /** The short id that an apology shows to a person, so that their report finds its lines. */
  reference?: string;
  [field: string]: string | number | undefined;
}

const storage = new AsyncLocalStorage<LogFields>();

export const LogContext = {
  /** Runs `work` with these fields (and the surrounding ones) on every line it writes. */
  run<T>(fields: LogFields, work: () => T): T {
    return storage.run({ ...storage.getStore(), ...fields }, work);
  },

  /** The fields of the current piece of work. */
  fields(): LogFields {
    return storage.getStore() ?? {};
  },
};
