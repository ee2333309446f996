import type { LabelDisplayedRowsArgs } from '@mui/material';
import { Pagination, type PaginationProps, useListContext } from 'react-admin';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';

const PAGE_SIZES = [10, 25, 50, 100];

/** Pages of a list. A total that the database only estimates says so. */
export const ListPagination = () => {
  const text = useText();
  const format = useFormat();
  const { meta } = useListContext() as { meta?: { total: number; totalIsEstimate: boolean } };
  const labelDisplayedRows = ({ from, to, count }: LabelDisplayedRowsArgs) => {
    const total = format.number(meta?.total ?? count);
    const range = { from: format.number(from), to: format.number(to), total };
    return meta?.totalIsEstimate ? text('panel.list.rangeOfAbout', range) : text('panel.list.rangeOf', range);
  };
  // Passed on to MUI's pagination, though react-admin's type doesn't say so.
  const passedOn = { labelDisplayedRows } as PaginationProps;
  return <Pagination rowsPerPageOptions={PAGE_SIZES} {...passedOn} />;
};
