import { useEffect, useState, type KeyboardEvent } from 'react';
import { showMessage } from '../state/live-world';
import { attempt } from '../state/notices';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { Switch } from '../ui/switch';
import { counted, formatDuration, formatSize } from '../ui/text';
import { probeFile, type ProbedFile } from './file-probe';
import { sendFiles } from './send-files';

interface AttachDialogProps {
  personId: number;
  chatId: number;
  replyTo?: number;
  files: readonly File[];
  /** What the person asked for by dropping or choosing. */
  asDocuments: boolean;
  onClose: () => void;
  onSent: () => void;
}

const NOUNS: Partial<Record<ProbedFile['kind'], string>> = { photo: 'photo', video: 'video', audio: 'audio file' };

/** Shows what is about to be sent, asks for a caption, and says as what it goes out. */
export function AttachDialog(props: AttachDialogProps) {
  const { personId, chatId, replyTo, onClose, onSent } = props;
  const [files, setFiles] = useState<readonly ProbedFile[]>();
  const [asDocuments, setAsDocuments] = useState(props.asDocuments);
  const [hasSpoiler, setHasSpoiler] = useState(false);
  const [caption, setCaption] = useState('');
  const [progress, setProgress] = useState<number>();

  useEffect(() => {
    void Promise.all(props.files.map(probeFile)).then(setFiles);
  }, [props.files]);

  const send = async () => {
    if (!files || progress !== undefined) return;
    setProgress(0);
    const sent = await attempt(
      sendFiles({ personId, chatId, replyTo, files, asDocuments, caption, hasSpoiler, onProgress: setProgress }),
    );
    setProgress(undefined);
    if (!sent) return;
    for (const message of sent) showMessage(personId, message);
    onSent();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  const compressible = files?.some(({ kind }) => kind !== 'document') ?? false;
  const hideable = !asDocuments && (files?.some(({ kind }) => kind === 'photo' || kind === 'video') ?? false);
  return (
    <Dialog title={`Send ${counted(props.files.length, 'file')}`} onClose={onClose} className="attach">
      <ul className="attach-list">
        {files?.map((probed, index) => (
          <AttachedRow
            key={`${probed.file.name}-${index}`}
            probed={probed}
            asDocument={asDocuments}
            onRemove={files.length > 1 ? () => setFiles(files.filter((other) => other !== probed)) : undefined}
          />
        ))}
      </ul>
      {compressible && (
        <Switch on={asDocuments} onChange={setAsDocuments} hint="Byte for byte, without recompression">
          Send as files
        </Switch>
      )}
      {hideable && (
        <Switch on={hasSpoiler} onChange={setHasSpoiler}>
          Hide behind a spoiler
        </Switch>
      )}
      <textarea
        className="input"
        rows={2}
        placeholder="Add a caption…"
        aria-label="Caption"
        value={caption}
        onChange={(event) => setCaption(event.target.value)}
        onKeyDown={onKeyDown}
        autoFocus
      />
      <footer className="dialog-foot">
        {progress !== undefined && <progress value={progress} aria-label="Upload" />}
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={!files || progress !== undefined}
          onClick={() => void send()}
        >
          Send
        </button>
      </footer>
    </Dialog>
  );
}

interface AttachedRowProps {
  probed: ProbedFile;
  asDocument: boolean;
  onRemove?: () => void;
}

function AttachedRow({ probed, asDocument, onRemove }: AttachedRowProps) {
  const { file, kind, width, height, durationSeconds, thumbnail } = probed;
  const [preview, setPreview] = useState<string>();
  useEffect(() => {
    if (!thumbnail) return;
    const url = URL.createObjectURL(thumbnail);
    setPreview(url);
    return () => URL.revokeObjectURL(url);
  }, [thumbnail]);
  const facts = [
    asDocument ? 'file' : (NOUNS[kind] ?? 'file'),
    formatSize(file.size),
    width && height ? `${width} × ${height}` : undefined,
    durationSeconds !== undefined ? formatDuration(durationSeconds) : undefined,
  ];
  return (
    <li className="attach-row">
      <span className="file-picture">{preview ? <img src={preview} alt="" /> : <Icon name="file" />}</span>
      <span className="file-text">
        <bdi className="file-name">{file.name}</bdi>
        <span className="file-size">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      {onRemove && <IconButton icon="close" label={`Leave out ${file.name}`} onClick={onRemove} />}
    </li>
  );
}
