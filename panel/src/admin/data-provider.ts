import type { DataProvider, GetListParams, Identifier, RaRecord } from 'react-admin';
import { ask } from '../api/api';
import type { ListQuery, Section } from '../section';
import { pageOf } from './whole-lists';

/** The API pages through this many rows; whoever looks for more narrows the list by a filter. */
const DEEPEST_ROW = 100_000;
/** The API takes so many ids in one address. */
const MOST_IDS = 100;

interface Listed {
  items: Record<string, unknown>[];
  total: number;
  totalIsEstimate?: boolean;
}

/** react-admin's questions, put to the admin API: each section says where its list is and what its rows are told apart by. */
export function dataProviderOf(sections: readonly Section[]): DataProvider {
  const known = new Map(sections.map((section) => [section.name, section]));
  const sectionOf = (name: string): Section => {
    const section = known.get(name);
    if (!section) throw new Error(`no section is named ${name}`);
    return section;
  };
  const one = ({ path }: Section, id: unknown) => `${path}/${encodeURIComponent(String(id))}`;

  return {
    async getList(name, params) {
      const section = sectionOf(name);
      const { signal } = params;
      if (section.comesWhole) {
        const { items } = (await ask(section.path, { signal })) as Listed;
        return pageOf(items.map(record(section)), params);
      }
      const {
        items,
        total,
        totalIsEstimate = false,
      } = (await ask(section.path, {
        signal,
        query: queryOf(section, params),
      })) as Listed;
      return {
        data: items.map(record(section)),
        total: Math.min(total, DEEPEST_ROW),
        meta: { total, totalIsEstimate },
      };
    },

    async getOne(name, { id, signal }) {
      const section = sectionOf(name);
      return { data: record(section)(await ask(one(section, id), { signal })) };
    },

    async getMany(name, { ids, signal }) {
      const section = sectionOf(name);
      const found = section.takesIds
        ? await manyAtOnce(section, ids, signal)
        : await Promise.all(ids.map((id) => ask(one(section, id), { signal })));
      return { data: found.map(record(section)) };
    },

    async getManyReference(name, { target, id, filter, ...params }) {
      return this.getList(name, { ...params, filter: { ...filter, [target]: id } });
    },

    async create(name, { data }) {
      const section = sectionOf(name);
      return { data: record(section)(await ask(section.path, { method: 'POST', body: data })) };
    },

    async update(name, { id, data, previousData }) {
      const section = sectionOf(name);
      const body = changesBetween(previousData as object, data as object);
      if (Object.keys(body).length === 0) return { data: previousData as RaRecord };
      return { data: record(section)(await ask(one(section, id), { method: 'PATCH', body })) };
    },

    async updateMany() {
      throw new Error('rows are changed one by one');
    },

    async delete(name, { id, previousData }) {
      await ask(one(sectionOf(name), id), { method: 'DELETE' });
      return { data: (previousData ?? { id }) as RaRecord };
    },

    async deleteMany(name, { ids }) {
      for (const id of ids) await ask(one(sectionOf(name), id), { method: 'DELETE' });
      return { data: ids };
    },
    // react-admin's interface is generic over the type of the rows, which only the caller knows.
  } as DataProvider;
}

/** Those of them that there are. */
async function manyAtOnce({ path }: Section, ids: readonly Identifier[], signal?: AbortSignal): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const some = ids.slice(from, from + MOST_IDS).join(',');
    const { items } = (await ask(path, { query: { ids: some, pageSize: MOST_IDS }, signal })) as Listed;
    found.push(...items);
  }
  return found;
}

function queryOf({ toQuery }: Section, { pagination, sort, filter }: GetListParams): ListQuery {
  const query: ListQuery = {
    page: pagination?.page ?? 1,
    pageSize: pagination?.perPage ?? 25,
    ...(filter as Record<string, unknown>),
  };
  if (sort?.field) query.sort = sort.order === 'DESC' ? `-${sort.field}` : sort.field;
  return toQuery ? toQuery(query) : query;
}

const record =
  ({ idField }: Section) =>
  (item: unknown): RaRecord => {
    const row = item as RaRecord;
    return { ...row, id: row[idField] as Identifier };
  };

/** The routes take changes, and only those that they know. */
function changesBetween(before: object, after: object): Record<string, unknown> {
  const old = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key])),
  );
}
