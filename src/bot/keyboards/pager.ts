import type { InlineButton } from '../../telegram';
import { buttons } from '../callbacks';

export interface PageOf {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

export const pageCount = ({ total, pageSize }: PageOf): number => Math.max(1, Math.ceil(total / pageSize));

/** `◀ 2/5 ▶`, without arrows that lead nowhere; nothing at all when there is one page. */
export function pagerRow(place: PageOf, dataFor: (page: number) => string): InlineButton[] {
  const last = pageCount(place);
  if (last <= 1) return [];
  const row: InlineButton[] = [];
  if (place.page > 1) row.push({ text: '◀', callbackData: dataFor(place.page - 1) });
  row.push({ text: `${place.page}/${last}`, callbackData: buttons.stay.pack() });
  if (place.page < last) row.push({ text: '▶', callbackData: dataFor(place.page + 1) });
  return row;
}
