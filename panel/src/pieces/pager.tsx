import { TablePagination } from '@mui/material';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';

interface Props {
  readonly total: number;
  /** The API answers nothing beyond this row. */
  readonly deepest: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly go: (changes: { page: string; pageSize?: string }) => void;
}

/** Pages of a list that is part of a page, kept in the address. */
export const Pager = ({ total, deepest, page, pageSize, go }: Props) => {
  const text = useText();
  const format = useFormat();
  const reachable = Math.min(total, deepest);
  return (
    <TablePagination
      component="div"
      count={reachable}
      page={Math.min(page - 1, Math.max(0, Math.ceil(reachable / pageSize) - 1))}
      rowsPerPage={pageSize}
      rowsPerPageOptions={[10, 25, 50, 100]}
      labelRowsPerPage={text('panel.list.perPage')}
      labelDisplayedRows={({ from, to }) =>
        text('panel.list.rangeOf', { from: format.number(from), to: format.number(to), total: format.number(total) })
      }
      getItemAriaLabel={(where) => text(`panel.list.${where}`)}
      onPageChange={(_event, next) => go({ page: String(next + 1) })}
      onRowsPerPageChange={({ target }) => go({ page: '1', pageSize: target.value })}
    />
  );
};
