import type { ComponentType, LazyExoticComponent } from 'react';
import type { SvgIconComponent } from '@mui/icons-material';
import type { RecordToStringFunction } from 'react-admin';
import type { Permission } from './api/types';

type Page = LazyExoticComponent<ComponentType>;

/** One kind of thing the panel shows: where it is found in the API, who may see and change it, and its pages. */
export interface Section {
  /** Its address below `/admin`, and the name of its texts (`resources.<name>`). */
  readonly name: string;
  /** The list in the API. */
  readonly path: string;
  /** The field that tells one from another. */
  readonly idField: string;
  readonly icon: SvgIconComponent;
  /** Below which heading the menu shows it. */
  readonly group: 'work' | 'people' | 'system';
  readonly needs: Permission;
  /** What creating, changing and removing needs; nobody may when it is left out. */
  readonly changes?: Permission;
  /** What stands for one of them in titles. */
  readonly represent?: RecordToStringFunction;
  /** A list that comes as a whole is paged, sorted and searched here. */
  readonly comesWhole?: boolean;
  /** The list takes `ids`, so that several are fetched at once. */
  readonly takesIds?: boolean;
  /** Turns what a list is asked for into the query that its route takes, where the two differ. */
  readonly toQuery?: (query: ListQuery) => ListQuery;
  readonly list: Page;
  readonly show?: Page;
  readonly edit?: Page;
  readonly create?: Page;
}

export type ListQuery = { page: number; pageSize: number; sort?: string } & Record<string, unknown>;
