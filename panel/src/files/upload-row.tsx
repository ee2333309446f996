import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import CloseIcon from '@mui/icons-material/CloseOutlined';
import { Alert, Button, IconButton, LinearProgress, Link, Stack, TextField, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { useFailureText } from '../pieces/use-failure-text';
import type { UploadEntry } from './use-uploads';

interface Props {
  readonly entry: UploadEntry;
  readonly change: (id: number, changes: Partial<UploadEntry>) => void;
  readonly retry: (id: number) => void;
  readonly remove: (id: number) => void;
}

/** One file on its way: its name while it waits, how far it is, and how it ended. */
export const UploadRow = ({ entry, change, retry, remove }: Props) => {
  const text = useText();
  const format = useFormat();
  const failureText = useFailureText();
  const { id, file, title, tags, state, progress, failure, saved } = entry;
  return (
    <Stack component="li" gap={1}>
      <Stack direction="row" alignItems="center" gap={1}>
        {state === 'done' && <DoneIcon color="success" fontSize="small" />}
        <Typography variant="body2" flex={1} sx={{ overflowWrap: 'anywhere' }}>
          {saved ? (
            <Link component={RouterLink} to={`/files/${saved.id}/show`}>
              <bdi>{saved.title}</bdi>
            </Link>
          ) : (
            <bdi>{file.name}</bdi>
          )}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {state === 'sending' ? format.percent(progress) : format.bytes(file.size)}
        </Typography>
        {state !== 'done' && (
          <IconButton
            size="small"
            aria-label={text('resources.files.upload.remove', { name: file.name })}
            onClick={() => remove(id)}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        )}
      </Stack>
      {(state === 'waiting' || state === 'failed') && (
        <Stack direction={{ xs: 'column', sm: 'row' }} gap={1}>
          <TextField
            label={text('resources.files.fields.title')}
            value={title}
            onChange={({ target }) => change(id, { title: target.value })}
            size="small"
            fullWidth
            error={title.trim() === ''}
          />
          <TextField
            label={text('resources.files.fields.tags')}
            placeholder={text('resources.files.tagsHint')}
            value={tags}
            onChange={({ target }) => change(id, { tags: target.value })}
            size="small"
            fullWidth
          />
        </Stack>
      )}
      {state === 'sending' && (
        <LinearProgress
          aria-label={text('resources.files.upload.progress', { name: file.name })}
          // All bytes are here; Telegram has still to say that it has them.
          variant={progress < 1 ? 'determinate' : 'indeterminate'}
          value={progress * 100}
        />
      )}
      {failure !== undefined && (
        <Alert
          severity="error"
          action={
            <Button color="inherit" size="small" onClick={() => retry(id)}>
              {text('panel.action.retry')}
            </Button>
          }
        >
          {failureText(failure)}
        </Alert>
      )}
    </Stack>
  );
};
