import { table } from '../../run/table';

/** How somebody did under a limit; without figures when they did not come to an end, and `remark` says why. */
export interface MeasuredRow {
  readonly who: string;
  readonly people: number;
  readonly seconds?: number;
  readonly share?: number;
  readonly refusals?: number;
  readonly lost?: number;
  readonly remark?: string;
}

const HEADINGS = ['', 'people', 'seconds', 'share of the limit', '429s', 'lost', ''];

export const rowsTable = (rows: readonly MeasuredRow[]): string =>
  table(
    HEADINGS,
    rows.map(({ who, people, seconds, share, refusals, lost, remark }) => [
      who,
      people,
      seconds,
      share?.toFixed(3),
      refusals,
      lost,
      remark ?? '',
    ]),
  );

/** One row as a line, for somebody who watches. */
export function rowLine({ who, people, seconds, share, refusals, lost, remark }: MeasuredRow): string {
  if (seconds === undefined) return `  ${who}: ${people} people, ${remark ?? 'no figures'}`;
  return `  ${who}: ${people} people in ${seconds.toFixed(1)} s, share ${share?.toFixed(3)}, ${refusals} 429s, ${lost} lost`;
}
