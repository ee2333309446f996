import { Typography } from '@mui/material';
import { DataTable, TopToolbar } from 'react-admin';
import type { ErrorKind } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';

type Row = ErrorKind & { id: string };

/** Failures nobody foresaw, each kind once; the log knows more under the last reference. */
const ErrorList = () => {
  const text = useText();
  const format = useFormat();
  return (
    <ListPage<Row>
      sort={{ field: 'lastSeenAt', order: 'DESC' }}
      actions={<TopToolbar />}
      empty={{ title: text('resources.errors.empty.title'), hint: text('resources.errors.empty.hint') }}
      phone={{
        link: false,
        primary: (kind) => titleOf(kind),
        secondary: ({ place, count, lastSeenAt, lastReference }) => (
          <>
            {place} · {format.number(count)}× · <Moment at={lastSeenAt} /> {lastReference}
          </>
        ),
      }}
    >
      <DataTable rowClick={false} bulkActionButtons={false}>
        <DataTable.Col source="name" disableSort render={(kind: Row) => <What kind={kind} />} />
        <DataTable.Col source="place" disableSort />
        <DataTable.Col
          source="lastReference"
          disableSort
          render={({ lastReference }: Row) => lastReference !== null && <code>{lastReference}</code>}
        />
        <DataTable.Col
          source="firstSeenAt"
          disableSort
          render={({ firstSeenAt }: Row) => <Moment at={firstSeenAt} />}
        />
        <DataTable.Col source="lastSeenAt" render={({ lastSeenAt }: Row) => <Moment at={lastSeenAt} />} />
        <DataTable.NumberCol source="count" />
      </DataTable>
    </ListPage>
  );
};

const titleOf = ({ name, code }: Row): string => [name, code].filter(Boolean).join(' ');

const What = ({ kind }: { kind: Row }) => (
  <>
    <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
      {titleOf(kind)}
    </Typography>
    <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
      {kind.location ?? kind.fingerprint}
    </Typography>
  </>
);

export default ErrorList;
