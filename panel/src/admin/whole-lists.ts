import type { GetListParams, GetListResult, RaRecord } from 'react-admin';

/** A page of a list that the API answers as a whole: searched, sorted and cut here, as the API does with long ones. */
export function pageOf(rows: readonly RaRecord[], { pagination, sort, filter }: GetListParams): GetListResult {
  const { q, ...fields } = (filter ?? {}) as Record<string, unknown>;
  const wanted = rows.filter(
    (row) =>
      (typeof q !== 'string' || textOf(row).includes(q.trim().toLowerCase())) &&
      Object.entries(fields).every(([name, value]) => row[name] === value),
  );
  if (sort?.field) {
    const direction = sort.order === 'DESC' ? -1 : 1;
    wanted.sort((a, b) => direction * compare(a[sort.field], b[sort.field]));
  }
  const { page = 1, perPage = wanted.length } = pagination ?? {};
  return { data: wanted.slice((page - 1) * perPage, page * perPage), total: wanted.length };
}

const textOf = (row: RaRecord): string =>
  Object.values(row)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join(' ')
    .toLowerCase();

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
