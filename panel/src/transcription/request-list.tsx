import { Stack, Typography } from '@mui/material';
import { DataTable, FilterButton, NumberInput, SelectInput, TextInput, TopToolbar } from 'react-admin';
import type { TranscriptionUsage } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';
import { RequestState, requestStates } from './request-state';
import { useRequestFailure } from './use-request-failure';

/** Every request, how it ended and what it cost. */
export const RequestList = () => {
  const text = useText();
  const format = useFormat();
  const failureText = useRequestFailure();
  return (
    <ListPage<TranscriptionUsage>
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={
        <TopToolbar>
          <FilterButton />
        </TopToolbar>
      }
      empty={{ title: text('resources.transcription.empty.title'), hint: text('resources.transcription.empty.hint') }}
      phone={{
        link: false,
        primary: (request) => (
          <>
            <PersonLink id={request.userId} /> · <Length request={request} />
          </>
        ),
        secondary: (request) => (
          <Stack component="span" direction="row" gap={1} alignItems="center" flexWrap="wrap">
            <RequestState state={request.state} />
            {request.failure !== null && failureText(request.failure)}
            <Moment at={request.createdAt} />
          </Stack>
        ),
      }}
    >
      <DataTable rowClick={false} bulkActionButtons={false}>
        <DataTable.Col
          source="createdAt"
          disableSort
          render={({ createdAt }: TranscriptionUsage) => <Moment at={createdAt} />}
        />
        <DataTable.Col
          source="userId"
          disableSort
          render={({ userId }: TranscriptionUsage) => <PersonLink id={userId} />}
        />
        <DataTable.Col
          source="state"
          disableSort
          render={({ state, failure }: TranscriptionUsage) => (
            <>
              <RequestState state={state} />
              {failure !== null && (
                <Typography variant="caption" color="textSecondary" display="block">
                  {failureText(failure)}
                </Typography>
              )}
            </>
          )}
        />
        <DataTable.Col
          source="kind"
          disableSort
          render={({ kind }: TranscriptionUsage) => text(`resources.transcription.kinds.${kind}`)}
        />
        <DataTable.Col
          source="durationSeconds"
          align="right"
          disableSort
          render={(request: TranscriptionUsage) => <Length request={request} />}
        />
        <DataTable.Col
          source="processingMs"
          align="right"
          disableSort
          render={({ processingMs }: TranscriptionUsage) =>
            processingMs === null ? '' : `${format.number(Math.round(processingMs / 100) / 10)} s`
          }
        />
        <DataTable.NumberCol source="textLength" disableSort />
        <DataTable.Col
          source="engine"
          disableSort
          render={({ engine, model }: TranscriptionUsage) => [engine, model].filter(Boolean).join(' · ')}
        />
        <DataTable.NumberCol source="attempts" disableSort />
      </DataTable>
    </ListPage>
  );
};

const filters = [
  <SelectInput
    key="state"
    source="state"
    choices={requestStates.map((id) => ({ id, name: `resources.transcription.states.${id}` }))}
    alwaysOn
  />,
  <NumberInput key="userId" source="userId" min={1} />,
  <TextInput key="engine" source="engine" />,
];

/** As it was heard; until then, as the message says. */
const Length = ({ request: { audioSeconds, durationSeconds } }: { request: TranscriptionUsage }) => {
  const format = useFormat();
  const seconds = audioSeconds ?? durationSeconds;
  return seconds === null ? null : format.span(Math.round(seconds));
};
