import { type SxProps, Table, TableBody, TableCell, TableHead, TableRow, type Theme } from '@mui/material';
import type { ReactNode } from 'react';

interface Props {
  readonly head: readonly string[];
  readonly rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** Columns from this one on hold numbers. */
  readonly numbersFrom?: number;
  /** On a phone, each row stands below the name in its first cell, with the headings beside the rest. */
  readonly foldsOnPhone?: boolean;
}

/** A table that is read, not worked with. */
export const SmallTable = ({ head, rows, numbersFrom = head.length, foldsOnPhone = false }: Props) => {
  const align = (column: number) => (column >= numbersFrom ? 'right' : 'left');
  return (
    <Table size="small" role="table" sx={foldsOnPhone ? FOLDING : PLAIN}>
      <TableHead>
        <TableRow>
          {head.map((name, column) => (
            <TableCell key={name} align={align(column)}>
              {name}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody role="rowgroup">
        {rows.map(({ key, cells }) => (
          <TableRow key={key} role="row">
            {cells.map((cell, column) => (
              <TableCell
                key={head[column]}
                role="cell"
                align={align(column)}
                data-label={head[column]}
                sx={{ overflowWrap: 'break-word' }}
              >
                {cell}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

/** Closer together than other tables, since several of these stand side by side: headings stay in one line. */
const PLAIN: SxProps<Theme> = { '& th, & td': { px: 1 } };

/** What is laid out otherwise than a table is still one to who hears it: its parts name their roles themselves. */
const FOLDING: SxProps<Theme> = (theme) => ({
  ...theme.unstable_sx(PLAIN),
  [theme.breakpoints.down('sm')]: theme.unstable_sx({
    display: 'block',
    '& thead': { display: 'none' },
    '& tbody': { display: 'block' },
    '& tbody tr': {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: 1.5,
      rowGap: 0.5,
      py: 1,
      borderBottom: 1,
      borderColor: 'divider',
    },
    '& tbody td': { border: 0, p: 0, minWidth: '4rem', maxWidth: 1, textAlign: 'start' },
    '& tbody td:first-of-type': { flexBasis: '100%', fontWeight: 600 },
    '& tbody td:empty': { display: 'none' },
    '& tbody td:not(:first-of-type)::before': {
      content: 'attr(data-label)',
      display: 'block',
      color: 'text.secondary',
      fontSize: '0.75rem',
    },
  }),
});
