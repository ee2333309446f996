import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';

interface Props {
  readonly head: readonly string[];
  readonly rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** Columns from this one on hold numbers. */
  readonly numbersFrom?: number;
}

/** A table that is read, not worked with. */
export const SmallTable = ({ head, rows, numbersFrom = head.length }: Props) => {
  const align = (column: number) => (column >= numbersFrom ? 'right' : 'left');
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {head.map((name, column) => (
            <TableCell key={name} align={align(column)}>
              {name}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ key, cells }) => (
          <TableRow key={key}>
            {cells.map((cell, column) => (
              <TableCell key={head[column]} align={align(column)} sx={{ overflowWrap: 'break-word' }}>
                {cell}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
