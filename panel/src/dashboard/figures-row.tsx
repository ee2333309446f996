import { useQuery } from '@tanstack/react-query';
import { Box, Card, CardActionArea, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { api } from '../api/api';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { useOpens } from '../pieces/use-opens';

const LOOK_AGAIN_MS = 60_000;

/** The size of everything, in a row of numbers that lead to their lists. */
export const FiguresRow = () => {
  const text = useText();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ['statistics', 'totals'],
    queryFn: ({ signal }) => api.get('/statistics/totals', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const users = data?.users;
  const library = data?.library;
  const pending = library && library.byStatus.pending + library.byStatus.processing;
  const size = library && format.bytes(library.totalBytes);
  const today = users && `${format.number(users.activeToday)} ${text('dashboard.figures.activeToday')}`;
  const week = users && `${format.number(users.newThisWeek)} ${text('dashboard.figures.newThisWeek')}`;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
      <Figure name={text('dashboard.figures.people')} value={users?.total} note={today} to="/users" />
      <Figure name={text('dashboard.figures.files')} value={library?.files} note={size} to="/files" />
      <Figure name={text('dashboard.figures.downloads')} value={library?.downloads} note={week} to={MOST_TAKEN} />
      <Figure name={text('dashboard.figures.waiting')} value={pending} to={withStatus('processing')} />
      <Figure
        name={text('dashboard.figures.unprocessed')}
        value={library?.byStatus.unprocessed}
        to={withStatus('unprocessed')}
      />
      <Figure
        name={text('dashboard.figures.blocked')}
        value={users?.blocked}
        to={`/users?filter=${json({ blocked: true })}`}
      />
    </Box>
  );
};

const json = (value: object): string => encodeURIComponent(JSON.stringify(value));
const MOST_TAKEN = '/files?sort=downloadCount&order=DESC';
const withStatus = (status: string): string =>
  `/files?displayedFilters=${json({ status: true })}&filter=${json({ status })}`;

interface FigureProps {
  readonly name: string;
  readonly value: number | undefined;
  readonly note?: string;
  readonly to: string;
}

const Figure = ({ name, value, note, to }: FigureProps) => {
  const format = useFormat();
  const opens = useOpens(to);
  const told = (
    <>
      <Typography variant="body2" color="textSecondary">
        {name}
      </Typography>
      <Typography variant="h4" component="p" fontWeight={650} sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {value === undefined ? '…' : format.number(value)}
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
