import { Link, Stack, Typography } from '@mui/material';
import { CreateButton, DataTable, TopToolbar } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { Channel } from '../api/types';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { ChannelState } from './channel-state';

/** The channels that people have to join before the bot serves them. There are never more than ten. */
const ChannelList = () => {
  const text = useText();
  const mayChange = useMay('channels:write');
  const add = <CreateButton label={text('resources.channels.add.action')} />;
  return (
    <ListPage<Channel>
      sort={{ field: 'title', order: 'ASC' }}
      actions={<TopToolbar>{mayChange && add}</TopToolbar>}
      empty={{
        title: text('resources.channels.empty.title'),
        hint: text('resources.channels.empty.hint'),
        action: mayChange && add,
      }}
      phone={{
        primary: ({ title }) => <bdi>{title}</bdi>,
        secondary: (channel) => (
          <Stack component="span" direction="row" gap={1}>
            <ChannelState channel={channel} />
            {text(channel.takesJoinRequests ? 'resources.channels.entry.request' : 'resources.channels.entry.free')}
          </Stack>
        ),
        link: mayChange ? 'edit' : false,
      }}
    >
      <DataTable rowClick={mayChange ? 'edit' : false} bulkActionButtons={false}>
        <DataTable.Col source="title" render={(channel: Channel) => <Titled channel={channel} />} />
        <DataTable.Col source="active" render={(channel: Channel) => <ChannelState channel={channel} />} />
        <DataTable.Col
          source="takesJoinRequests"
          render={({ takesJoinRequests }: Channel) =>
            text(takesJoinRequests ? 'resources.channels.entry.request' : 'resources.channels.entry.free')
          }
        />
        <DataTable.Col
          source="inviteLink"
          disableSort
          render={({ inviteLink }: Channel) => <InviteLink address={inviteLink} />}
        />
      </DataTable>
    </ListPage>
  );
};

const Titled = ({ channel: { id, title } }: { channel: Channel }) => (
  <>
    <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
      <bdi>{title}</bdi>
    </Typography>
    <Typography variant="caption" color="textSecondary">
      {id}
    </Typography>
  </>
);

/** Only an address of the web is one to press. */
const InviteLink = ({ address }: { address: string }) =>
  address.startsWith('https://') ? (
    <Link href={address} target="_blank" rel="noopener noreferrer" onClick={(event) => event.stopPropagation()}>
      {address.slice('https://'.length)}
    </Link>
  ) : (
    <bdi>{address}</bdi>
  );

export default ChannelList;
