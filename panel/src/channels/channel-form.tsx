import { BooleanInput, Edit, SimpleForm, TopToolbar, useRecordContext } from 'react-admin';
import type { Channel } from '../api/types';
import { isolated } from '../pieces/isolated';
import { RemoveButton } from '../pieces/remove-button';
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
  const channel = useRecordContext<Channel>();
  if (!channel) return null;
  return (
    <TopToolbar>
      <RemoveButton section="channels" id={channel.id} name={isolated(channel.title)} />
    </TopToolbar>
  );
};

export default ChannelForm;
