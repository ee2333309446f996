import { z } from 'zod';
import { DEEPEST_ROW, EXACT_TOTAL } from '../../database';
import { ROLE_NAME } from '../../users';

const MAX_PAGE_SIZE = 100;

/** A whole number as it stands in an address: digits, nothing else, within bounds. */
export const numberInAddress = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(min).max(max))
    .meta({ integerBetween: [min, max] });

/** The id of a row. */
export const rowId = numberInAddress(1, 2 ** 31 - 1);
export const telegramId = numberInAddress(1, 2 ** 52);
export const chatId = numberInAddress(-(2 ** 52), 2 ** 52);
export const accountId = z.uuid();
export const roleName = z.string().regex(ROLE_NAME);
export const flagInAddress = z.enum(['true', 'false']).transform((text) => text === 'true');

/** No control characters: nothing that people type into a search box holds any, and PostgreSQL refuses NUL. */
export const searchText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  // eslint-disable-next-line no-control-regex -- these are the ones to be refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not hold control characters');

/** What every list takes: which page, how long, in which order, and what it is narrowed by. */
export const listQuery = <
  Sort extends readonly [string, ...string[]],
  Filters extends z.ZodRawShape = Record<never, never>,
>(options: {
  sort: Sort;
  filters?: Filters;
}) =>
  z
    .strictObject({
      page: numberInAddress(1, DEEPEST_ROW).default(1).describe('From 1.'),
      pageSize: numberInAddress(1, MAX_PAGE_SIZE).default(20),
      sort: z
        .enum(options.sort.flatMap((field) => [field, `-${field}` as const]) as [Sort[number] | `-${Sort[number]}`])
        .optional()
        .describe('A field; with `-` before it, descending.'),
      ...(options.filters ?? ({} as Filters)),
    })
    .refine(
      (query) => {
        const { page, pageSize } = query as { page: number; pageSize: number };
        return page * pageSize <= DEEPEST_ROW;
      },
      {
        message: `must lie within the first ${DEEPEST_ROW} rows: narrow the list by a filter`,
        path: ['page'],
      },
    );

/** What every list answers. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    total: z.int().describe(`Exact up to ${EXACT_TOTAL}.`),
    totalIsEstimate: z.boolean().describe("Whether `total` is the database's estimate."),
    page: z.int(),
    pageSize: z.int(),
  });

/** A moment, as JSON carries it. */
export const moment = z.iso.datetime();
