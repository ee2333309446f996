import UploadIcon from '@mui/icons-material/CloudUploadOutlined';
import { Button, Stack, Typography } from '@mui/material';
import { type DragEvent, useRef, useState } from 'react';
import { useText } from '../i18n/use-text';

/** A place to drop files on, with a button for whoever has no mouse. */
export const DropZone = ({ onFiles }: { onFiles: (files: readonly File[]) => void }) => {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => onFiles([...(files ?? [])]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <Stack
      alignItems="center"
      gap={1.5}
      p={5}
      data-drop
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        border: '2px dashed',
        borderColor: isOver ? 'primary.main' : 'divider',
        borderRadius: 2,
        bgcolor: isOver ? 'action.hover' : 'background.paper',
        textAlign: 'center',
      }}
    >
      <UploadIcon color="action" fontSize="large" />
      <Typography>{text('resources.files.upload.drop')}</Typography>
      <Button variant="outlined" onClick={() => input.current?.click()}>
        {text('resources.files.upload.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={text('resources.files.upload.choose')}
        onChange={({ target }) => {
          take(target.files);
          target.value = '';
        }}
      />
    </Stack>
  );
};
