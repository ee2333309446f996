import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** node-postgres answers `bigint` as text; Telegram's ids and our counts need at most 52 bits, which a number holds. */
const asNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

/** Column options of a Telegram id: `bigint` in SQL, number in JavaScript. */
export const telegramIdColumn = { type: 'bigint', transformer: asNumber } as const satisfies ColumnOptions;

/** Column options of a whole number that may pass 2^31, such as a size in bytes. */
export const bigintColumn = telegramIdColumn;
