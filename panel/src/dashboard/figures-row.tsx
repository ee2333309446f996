import { useQuery } from '@tanstack/react-query';
import { api } from '../api/api';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { FigureCard, FigureGrid } from './figure-card';

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
  const shown = (count: number | undefined) => (count === undefined ? undefined : format.number(count));
  return (
    <FigureGrid>
      <FigureCard name={text('dashboard.figures.people')} value={shown(users?.total)} note={today} to="/users" />
      <FigureCard name={text('dashboard.figures.files')} value={shown(library?.files)} note={size} to="/files" />
      <FigureCard
        name={text('dashboard.figures.downloads')}
        value={shown(library?.downloads)}
        note={week}
        to={MOST_TAKEN}
      />
      <FigureCard name={text('dashboard.figures.waiting')} value={shown(pending)} to={withStatus('processing')} />
      <FigureCard
        name={text('dashboard.figures.unprocessed')}
        value={shown(library?.byStatus.unprocessed)}
        to={withStatus('unprocessed')}
      />
      <FigureCard
        name={text('dashboard.figures.blocked')}
        value={shown(users?.blocked)}
        to={`/users?filter=${json({ blocked: true })}`}
      />
    </FigureGrid>
  );
};

const json = (value: object): string => encodeURIComponent(JSON.stringify(value));
const MOST_TAKEN = '/files?sort=downloadCount&order=DESC';
const withStatus = (status: string): string =>
  `/files?displayedFilters=${json({ status: true })}&filter=${json({ status })}`;
