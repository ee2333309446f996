import ReprocessIcon from '@mui/icons-material/AutorenewOutlined';
import { Alert, Card, CardContent, Chip, Stack } from '@mui/material';
import { EditButton, Show, TopToolbar, useNotify, useRecordContext, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { LibraryFile } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { Facts } from '../pieces/facts';
import { isolated } from '../pieces/isolated';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';
import { RemoveButton } from '../pieces/remove-button';
import { FileState } from './file-state';

/** Looked at again this often while the file is on its way. */
const WATCH_EVERY_MS = 2_000;

const isMoving = (file: LibraryFile | undefined): boolean =>
  file?.status === 'pending' || file?.status === 'processing';

const FilePage = () => (
  <Show
    actions={<Actions />}
    component="div"
    queryOptions={{ refetchInterval: ({ state }) => (isMoving(state.data as LibraryFile) ? WATCH_EVERY_MS : false) }}
  >
    <Details />
  </Show>
);

const Actions = () => {
  const text = useText();
  const notify = useNotify();
  const refresh = useRefresh();
  const mayWrite = useMay('files:write');
  const file = useRecordContext<LibraryFile>();
  if (!file || !mayWrite) return null;
  const reprocess = async () => {
    await api.post('/files/{fileId}/reprocess', { path: { fileId: file.id } });
    notify('resources.files.reprocess.begun');
    refresh();
  };
  return (
    <TopToolbar>
      <ActionButton
        label={text('resources.files.reprocess.action')}
        startIcon={<ReprocessIcon />}
        size="small"
        onAct={reprocess}
      />
      <EditButton />
      <RemoveButton section="files" id={file.id} name={isolated(file.title)} />
    </TopToolbar>
  );
};

const Details = () => {
  const text = useText();
  const format = useFormat();
  const file = useRecordContext<LibraryFile>();
  if (!file) return null;
  const name = (field: keyof Omit<LibraryFile, 'id' | 'unprocessedReason'>) => text(`resources.files.fields.${field}`);
  return (
    <Card>
      <CardContent>
        {file.unprocessedReason && (
          <Alert severity="warning" sx={{ mb: 2 }}>
            {text(`resources.files.reasons.${file.unprocessedReason}`)}
          </Alert>
        )}
        <Facts
          facts={[
            [name('title'), <bdi key="title">{file.title}</bdi>],
            [name('status'), <FileState key="status" file={file} />],
            [name('tags'), file.tags.length > 0 && <Tags key="tags" tags={file.tags} />],
            [name('kind'), text(`resources.files.kinds.${file.kind}`)],
            [name('fileName'), file.fileName],
            [name('mimeType'), file.mimeType],
            [name('sizeBytes'), file.sizeBytes === null ? null : format.bytes(file.sizeBytes)],
            [name('durationSeconds'), file.durationSeconds === null ? null : format.span(file.durationSeconds)],
            [name('downloadCount'), format.number(file.downloadCount)],
            [name('uploaderId'), file.uploaderId !== null && <PersonLink key="uploader" id={file.uploaderId} />],
            [name('createdAt'), <Moment key="created" at={file.createdAt} />],
          ]}
        />
      </CardContent>
    </Card>
  );
};

const Tags = ({ tags }: { tags: readonly string[] }) => (
  <Stack component="span" direction="row" gap={0.5} flexWrap="wrap">
    {tags.map((tag) => (
      <Chip key={tag} label={tag} size="small" variant="outlined" />
    ))}
  </Stack>
);

export default FilePage;
