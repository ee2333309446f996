import { useQuery } from '@tanstack/react-query';
import { Alert, Box, Card, CardContent, Stack, Typography } from '@mui/material';
import { Loading, Title, useNotify, useRedirect } from 'react-admin';
import { Navigate, useParams } from 'react-router-dom';
import { api } from '../api/api';
import type { Broadcast } from '../api/types';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { mainAndAside } from '../pieces/columns';
import { GuardedPage } from '../pieces/guarded-page';
import { PanelCard } from '../pieces/panel-card';
import { useFailureText } from '../pieces/use-failure-text';
import { AudienceInput } from './audience-input';
import { ButtonsInput } from './buttons-input';
import { ContentInput } from './content-input';
import { DraftProblems } from './draft-problems';
import { MessagePreview } from './message-preview';
import { OptionsInput } from './options-input';
import { useDraft } from './use-draft';

/** Writes a broadcast: what it says, to whom it goes, and how it looks, side by side. */
const Composer = ({ known }: { known?: Broadcast }) => {
  const text = useText();
  const notify = useNotify();
  const redirect = useRedirect();
  const failureText = useFailureText();
  const draft = useDraft(known);
  const { fields, change } = draft;
  const test = async () => {
    const broadcastId = await draft.save();
    if (broadcastId === undefined) return;
    await api.post('/broadcasts/{broadcastId}/test', { path: { broadcastId } });
    notify('resources.broadcasts.test.done');
  };
  const goOn = async () => {
    const id = await draft.save();
    if (id !== undefined) redirect('show', 'broadcasts', id);
  };
  return (
    <Stack gap={2} py={2}>
      <Title
        title={
          draft.id === undefined
            ? text('resources.broadcasts.compose.title')
            : `${text('resources.broadcasts.name', { smart_count: 1 })} #${draft.id}`
        }
      />
      <Box sx={mainAndAside}>
        <Stack gap={2}>
          <PanelCard title={text('resources.broadcasts.compose.message')}>
            <ContentInput content={fields.content} onChange={(content) => change({ content })} />
            <ButtonsInput rows={fields.buttons} onChange={(buttons) => change({ buttons })} />
            <OptionsInput fields={fields} onChange={change} />
            <DraftProblems draft={draft} />
          </PanelCard>
          <PanelCard title={text('resources.broadcasts.compose.audience')}>
            <AudienceInput fields={fields} onChange={change} />
          </PanelCard>
        </Stack>
        <Stack gap={2} sx={{ position: { md: 'sticky' }, top: { md: 72 } }}>
          <PanelCard title={text('resources.broadcasts.message.preview')}>
            <MessagePreview message={fields} />
          </PanelCard>
          <Card>
            <CardContent>
              <Typography variant="body2" color="textSecondary" role="status" mb={1.5}>
                {text(`resources.broadcasts.saving.${draft.isEmpty ? 'empty' : draft.state}`)}
              </Typography>
              {draft.failure !== undefined && (
                <Alert severity="error" sx={{ mb: 1.5 }}>
                  {failureText(draft.failure)}
                </Alert>
              )}
              <Stack direction="row" gap={1} flexWrap="wrap">
                <ActionButton
                  label={text('resources.broadcasts.test.action')}
                  variant="outlined"
                  disabled={draft.isEmpty}
                  onAct={test}
                />
                <ActionButton
                  label={text('resources.broadcasts.compose.next')}
                  variant="contained"
                  disabled={draft.isEmpty}
                  onAct={goOn}
                />
              </Stack>
            </CardContent>
          </Card>
        </Stack>
      </Box>
    </Stack>
  );
};

/** One that is kept already. What has begun can't be written any more. */
const KnownComposer = ({ id }: { id: number }) => {
  const failureText = useFailureText();
  const { data, error } = useQuery({
    queryKey: ['broadcasts', 'composer', id],
    queryFn: ({ signal }) => api.get('/broadcasts/{broadcastId}', { path: { broadcastId: id }, signal }),
    // What is being written here is newer than what the application has.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (!data) return error ? <Alert severity="error">{failureText(error)}</Alert> : <Loading />;
  if (data.status !== 'draft' && data.status !== 'scheduled') return <Navigate to={`/broadcasts/${id}/show`} replace />;
  return <Composer known={data} />;
};

const ComposerPage = () => {
  const { id } = useParams();
  return (
    <GuardedPage resource="broadcasts" action="create">
      {id === undefined ? <Composer /> : <KnownComposer id={Number(id)} />}
    </GuardedPage>
  );
};

export default ComposerPage;
