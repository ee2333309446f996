/** SQL: the UTC day on which a row was created, as `YYYY-MM-DD`. */
export const DAY_OF_CREATION = `to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;

/** SQL: whether a row was created on one of the UTC days from `$1` up to and including `$2`. An index on `created_at` serves it. */
export const CREATED_IN_RANGE =
  `created_at >= $1::date::timestamp AT TIME ZONE 'UTC' ` +
  `AND created_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`;
