import { Stack, Typography } from '@mui/material';
import { CreateButton, DataTable, SelectInput, TopToolbar } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { useLiveSection } from '../pieces/use-live-section';
import { BroadcastState, broadcastStatuses } from './broadcast-state';
import { OutcomeBar, settledShare } from './outcome-bar';
import { readMessage, wordsOf } from './telegram-html';

const EXCERPT = 90;

/** All broadcasts, newest first; those under way move while one looks. */
const BroadcastList = () => {
  const text = useText();
  const maySend = useMay('broadcasts:send');
  useLiveSection('broadcasts', 'broadcasts');
  const write = <CreateButton label={text('resources.broadcasts.compose.action')} />;
  return (
    <ListPage<Broadcast>
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={<TopToolbar>{maySend && write}</TopToolbar>}
      empty={{
        title: text('resources.broadcasts.empty.title'),
        hint: text('resources.broadcasts.empty.hint'),
        action: maySend && write,
      }}
      phone={{
        primary: (broadcast) => <Excerpt broadcast={broadcast} />,
        secondary: (broadcast) => (
          <Stack component="span" direction="row" gap={1} alignItems="center" flexWrap="wrap">
            <BroadcastState status={broadcast.status} />
            <Progress broadcast={broadcast} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="content" disableSort render={(row: Broadcast) => <Excerpt broadcast={row} />} />
        <DataTable.Col
          source="status"
          disableSort
          render={(row: Broadcast) => <BroadcastState status={row.status} />}
        />
        <DataTable.Col source="counts" disableSort render={(row: Broadcast) => <Progress broadcast={row} />} />
        <DataTable.Col source="author" disableSort render={({ author }: Broadcast) => authorOf(author)} />
        <DataTable.Col
          source="createdAt"
          disableSort
          render={({ startAt, startedAt, createdAt }: Broadcast) => <Moment at={startedAt ?? startAt ?? createdAt} />}
        />
      </DataTable>
    </ListPage>
  );
};

const filters = [
  <SelectInput
    key="status"
    source="status"
    alwaysOn
    choices={broadcastStatuses.map((id) => ({ id, name: `resources.broadcasts.statuses.${id}` }))}
  />,
];

/** The first words of it. */
const Excerpt = ({ broadcast: { id, content } }: { broadcast: Broadcast }) => {
  const text = useText();
  const words =
    content.kind === 'text' ? wordsOf(readMessage(content.html)).trim() : text('resources.broadcasts.message.copy');
  return (
    <Typography component="span" variant="body2" sx={{ overflowWrap: 'anywhere' }}>
      <b>#{id}</b> <bdi>{words.length > EXCERPT ? `${[...words].slice(0, EXCERPT).join('')} …` : words}</bdi>
    </Typography>
  );
};

const Progress = ({ broadcast: { status, counts, startAt } }: { broadcast: Broadcast }) => {
  const format = useFormat();
  if (status === 'scheduled' && startAt) return format.dateTime(startAt);
  if (counts.total === 0) return null;
  return (
    <Stack component="span" direction="row" gap={1} alignItems="center">
      <span style={{ flex: 1, minWidth: 80 }}>
        <OutcomeBar counts={counts} height={6} />
      </span>
      <span style={{ whiteSpace: 'nowrap' }}>
        {format.percent(settledShare(counts))} · {format.number(counts.total)}
      </span>
    </Stack>
  );
};

const authorOf = (author: Broadcast['author']) => (
  <bdi>{author.kind === 'account' ? author.name : String(author.userId)}</bdi>
);

export default BroadcastList;
