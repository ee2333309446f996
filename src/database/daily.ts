/** SQL: the UTC day of a moment, as `YYYY-MM-DD`. */
export const dayOf = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;

/** SQL: whether a moment is on one of the UTC days from `$1` up to and including `$2`. An index on the column serves it. */
export const inDayRange = (column: string): string =>
  `${column} >= $1::date::timestamp AT TIME ZONE 'UTC' AND ${column} < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`;

/** SQL: the UTC day on which a row was created. */
export const DAY_OF_CREATION = dayOf('created_at');

/** SQL: whether a row was created on one of the UTC days from `$1` up to and including `$2`. */
export const CREATED_IN_RANGE = inDayRange('created_at');
