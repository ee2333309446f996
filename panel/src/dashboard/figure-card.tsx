import { Box, Card, CardActionArea, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useOpens } from '../pieces/use-opens';

interface Props {
  readonly name: string;
  /** Undefined until it is known. */
  readonly value: string | undefined;
  readonly note?: string | null;
  /** The list that the number counts. */
  readonly to?: string;
}

/** A number that one sees from afar, and that leads to what it counts. */
export const FigureCard = ({ name, value = '…', note, to = '' }: Props) => {
  const opens = useOpens(to);
  const told = (
    <>
      <Typography variant="body2" color="textSecondary">
        {name}
      </Typography>
      <Typography variant="h4" component="p" fontWeight={650} sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p" minHeight="1.6em">
        {note}
      </Typography>
    </>
  );
  return (
    <Card>
      {opens ? (
        <CardActionArea component={Link} to={to} sx={{ p: 2, height: 1 }}>
          {told}
        </CardActionArea>
      ) : (
        <Box p={2}>{told}</Box>
      )}
    </Card>
  );
};

export const FigureGrid = ({ children }: { children: ReactNode }) => (
  <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>{children}</Box>
);
