import { useEffect, useState } from 'react';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { formatDuration } from '../ui/text';
import type { VoiceRecorder } from './voice-recorder';

interface RecordingBarProps {
  recorder: VoiceRecorder;
  onCancel: () => void;
  onSend: () => void;
}

/** Stands in for the text field while a voice message is being recorded. */
export function RecordingBar({ recorder, onCancel, onSend }: RecordingBarProps) {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setElapsed(recorder.elapsedSeconds), 200);
    return () => window.clearInterval(timer);
  }, [recorder]);
  return (
    <div className="recording" role="group" aria-label="Voice message">
      <IconButton icon="trash" label="Throw the recording away" onClick={onCancel} />
      <span className="recording-dot" aria-hidden="true" />
      <span className="recording-time" role="timer">
        {formatDuration(Math.floor(elapsed))}
      </span>
      <span className="recording-note">goes out as OGG/Opus</span>
      <button type="button" className="send-button" aria-label="Send voice message" onClick={onSend} autoFocus>
        <Icon name="send" />
      </button>
    </div>
  );
}
