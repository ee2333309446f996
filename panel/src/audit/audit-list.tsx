import { Stack } from '@mui/material';
import {
  AutocompleteInput,
  DataTable,
  DateTimeInput,
  FilterButton,
  SelectInput,
  TextInput,
  TopToolbar,
} from 'react-admin';
import type { AuditEntry } from '../api/types';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { useActionText } from '../pieces/use-action-text';
import { ActorName } from './actor-name';
import { Difference } from './difference';
import { knownActions, targetKinds } from './known-actions';
import { TargetName } from './target-name';

const AuditList = () => {
  const text = useText();
  const actionText = useActionText();
  const filters = [
    <SelectInput
      key="targetKind"
      source="targetKind"
      choices={targetKinds.map((id) => ({ id, name: `resources.audit.kinds.${id}` }))}
      alwaysOn
    />,
    <AutocompleteInput
      key="action"
      source="action"
      choices={knownActions.map((id) => ({ id, name: actionText(id) }))}
      translateChoice={false}
      alwaysOn
      sx={{ minWidth: 220 }}
    />,
    <TextInput key="targetId" source="targetId" helperText="resources.audit.idHelp" />,
    <SelectInput
      key="actorKind"
      source="actorKind"
      choices={(['chat', 'account', 'system'] as const).map((id) => ({ id, name: `resources.audit.actors.${id}` }))}
    />,
    <TextInput key="actorId" source="actorId" helperText="resources.audit.idHelp" />,
    <DateTimeInput key="from" source="from" />,
    <DateTimeInput key="to" source="to" />,
  ];
  return (
    <ListPage<AuditEntry>
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={
        <TopToolbar>
          <FilterButton />
        </TopToolbar>
      }
      empty={{ title: text('resources.audit.empty.title'), hint: text('resources.audit.empty.hint') }}
      phone={{
        link: false,
        primary: (entry) => (
          <>
            {actionText(entry.action)} <TargetName entry={entry} />
          </>
        ),
        secondary: (entry) => (
          <Stack component="span" gap={0.5}>
            <span>
              <ActorName actor={entry.actor} /> · <Moment at={entry.createdAt} />
            </span>
            <Difference before={entry.before} after={entry.after} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick={false} bulkActionButtons={false} sx={{ '& td': { verticalAlign: 'top' } }}>
        <DataTable.Col source="createdAt" render={({ createdAt }: AuditEntry) => <Moment at={createdAt} />} />
        <DataTable.Col source="actor" disableSort render={({ actor }: AuditEntry) => <ActorName actor={actor} />} />
        <DataTable.Col source="action" disableSort render={({ action }: AuditEntry) => actionText(action)} />
        <DataTable.Col source="targetId" disableSort render={(entry: AuditEntry) => <TargetName entry={entry} />} />
        <DataTable.Col
          label="resources.audit.fields.change"
          disableSort
          render={({ before, after }: AuditEntry) => <Difference before={before} after={after} />}
        />
      </DataTable>
    </ListPage>
  );
};

export default AuditList;
