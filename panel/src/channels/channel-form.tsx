import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { useQueryClient } from '@tanstack/react-query';
import { BooleanInput, Edit, SimpleForm, TopToolbar, useNotify, useRecordContext, useRedirect } from 'react-admin';
import { api } from '../api/api';
import type { Channel } from '../api/types';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';
import { SaveOnly } from '../pieces/save-only';

/** Asked for or not, at once or by request; or taken off the list. */
const ChannelForm = () => (
  <Edit mutationMode="pessimistic" redirect="list" actions={<Actions />}>
    <SimpleForm toolbar={<SaveOnly />}>
      <BooleanInput source="active" helperText="resources.channels.activeHelp" />
      <BooleanInput source="takesJoinRequests" helperText="resources.channels.requestsHelp" />
    </SimpleForm>
  </Edit>
);

const Actions = () => {
  const text = useText();
  const notify = useNotify();
  const redirect = useRedirect();
  const queries = useQueryClient();
  const channel = useRecordContext<Channel>();
  if (!channel) return null;
  const { id, title } = channel;
  const remove = async () => {
    await api.delete('/channels/{channelId}', { path: { channelId: id } });
    await queries.invalidateQueries({ queryKey: ['channels', 'getList'], refetchType: 'none' });
    notify('resources.channels.remove.done', { messageArgs: { title } });
    redirect('list', 'channels');
  };
  return (
    <TopToolbar>
      <ConfirmButton
        label={text('resources.channels.remove.action')}
        question={text('resources.channels.remove.question', { title })}
        icon={<RemoveIcon />}
        color="error"
        variant="text"
        size="small"
        onConfirm={remove}
      />
    </TopToolbar>
  );
};

export default ChannelForm;
