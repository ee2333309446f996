import { Button, Card, CardContent, Stack } from '@mui/material';
import { Title } from 'react-admin';
import { Link } from 'react-router-dom';
import { useText } from '../i18n/use-text';
import { GuardedPage } from '../pieces/guarded-page';
import { useLeaveQuestion } from '../pieces/use-leave-question';
import { DropZone } from './drop-zone';
import { UploadRow } from './upload-row';
import { useUploads } from './use-uploads';

/** Several files at once: choose or drop, name, send. */
const UploadPage = () => {
  const text = useText();
  const uploads = useUploads();
  const { entries, isSending } = uploads;
  const waiting = entries.filter(({ state }) => state === 'waiting');
  useLeaveQuestion(isSending);
  return (
    <Stack gap={2} py={2} maxWidth={860}>
      <Title title={text('resources.files.upload.title')} />
      <DropZone onFiles={uploads.add} />
      {entries.length > 0 && (
        <Card>
          <CardContent>
            <Stack component="ul" gap={2} sx={{ listStyle: 'none', p: 0, m: 0 }}>
              {entries.map((entry) => (
                <UploadRow key={entry.id} entry={entry} {...uploads} />
              ))}
            </Stack>
          </CardContent>
        </Card>
      )}
      <Stack direction="row" gap={1}>
        {waiting.length > 0 && (
          <Button
            variant="contained"
            onClick={uploads.start}
            disabled={waiting.some(({ title }) => title.trim() === '')}
          >
            {text('resources.files.upload.start', { smart_count: waiting.length })}
          </Button>
        )}
        <Button component={Link} to="/files" color="inherit">
          {text('resources.files.upload.back')}
        </Button>
      </Stack>
    </Stack>
  );
};

const PermittedUploadPage = () => (
  <GuardedPage resource="files" action="create">
    <UploadPage />
  </GuardedPage>
);

export default PermittedUploadPage;
