import { type Theme, useMediaQuery } from '@mui/material';
import type { ReactElement, ReactNode } from 'react';
import { List, type ListProps, type RaRecord, SimpleList, useListContext } from 'react-admin';
import { EmptyState } from './empty-state';
import { ListPagination } from './list-pagination';

interface Props<Row extends RaRecord> extends Pick<ListProps, 'filters' | 'filterDefaultValues' | 'sort' | 'actions'> {
  /** The table, for screens that are wide enough. */
  readonly children: ReactNode;
  /** The two lines that stand for a row on a phone. */
  readonly phone: {
    primary: (row: Row) => ReactNode;
    secondary: (row: Row) => ReactNode;
    link?: 'show' | 'edit' | false;
  };
  /** What to do about it when there is nothing at all. */
  readonly empty: { title: string; hint: string; action?: ReactNode };
}

/** A list as all are: filters in the address, pages that say honestly how many there are, two lines a row on a phone. */
export const ListPage = <Row extends RaRecord>({ children, phone, empty, ...list }: Props<Row>): ReactElement => (
  <List
    {...list}
    exporter={false}
    empty={<EmptyState {...empty} />}
    perPage={25}
    pagination={<ListPagination />}
    sx={{ mt: 1, '& .RaList-content': { overflowX: 'auto' } }}
  >
    <Rows phone={phone}>{children}</Rows>
  </List>
);

const Rows = <Row extends RaRecord>({ children, phone }: Pick<Props<Row>, 'children' | 'phone'>) => {
  const isPhone = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const { resource } = useListContext();
  if (!isPhone) return children;
  return (
    <SimpleList<Row>
      key={resource}
      primaryText={phone.primary}
      secondaryText={phone.secondary}
      rowClick={phone.link ?? 'show'}
      sx={{ '& .MuiListItemText-primary': { overflowWrap: 'anywhere' } }}
    />
  );
};
