import { useRef, useState } from 'react';
import type { SeenMedia } from '../../../src/control/contract';
import { fileUrl } from '../api/control-api';
import { notify } from '../state/notices';
import { Icon } from '../ui/icon';
import { formatDuration, formatSize } from '../ui/text';

/** The one that plays; a second one stops the first. */
let playing: HTMLAudioElement | undefined;

/** Plays a voice message or a piece of music. */
export function AudioPlayer({ media, name }: { media: SeenMedia; name: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [running, setRunning] = useState(false);
  const [position, setPosition] = useState(0);
  const [measured, setMeasured] = useState<number>();
  const duration = measured ?? media.durationSeconds ?? 0;
  const isVoice = media.kind === 'voice';
  const title = isVoice ? 'Voice message' : (media.title ?? media.fileName ?? 'Audio');

  const toggle = () => {
    const element = audio.current;
    if (!element) return;
    if (running) return element.pause();
    if (playing !== element) playing?.pause();
    playing = element;
    element.play().catch(() => notify('The browser can’t play this file; it can still be downloaded.', 'error'));
  };

  return (
    <div className={isVoice ? 'audio audio-voice' : 'audio'}>
      <button
        type="button"
        className="audio-toggle"
        aria-label={`${running ? 'Pause' : 'Play'}: ${title} from ${name}`}
        onClick={toggle}
      >
        <Icon name={running ? 'pause' : 'play'} size={22} />
      </button>
      <div className="audio-body">
        {!isVoice && (
          <span className="audio-title">
            <bdi>{title}</bdi>
            {media.performer && <small dir="auto">{media.performer}</small>}
          </span>
        )}
        <input
          type="range"
          className="audio-position"
          aria-label={`Position in ${title}`}
          aria-valuetext={formatDuration(position)}
          min={0}
          max={duration || 1}
          step={0.1}
          value={Math.min(position, duration || 1)}
          style={{ '--done': `${duration > 0 ? (100 * position) / duration : 0}%` } as React.CSSProperties}
          onChange={(event) => {
            if (audio.current) audio.current.currentTime = Number(event.target.value);
          }}
        />
        <span className="audio-meta">
          {running || position > 0
            ? `${formatDuration(position)} / ${formatDuration(duration)}`
            : formatDuration(duration)}
          {` · ${formatSize(media.size)}`}
        </span>
      </div>
      <a
        className="icon-button"
        href={fileUrl(media.fileUniqueId)}
        download={media.fileName ?? (isVoice ? 'voice.ogg' : 'audio')}
        aria-label={`Download ${title}`}
        title="Download"
      >
        <Icon name="download" size={18} />
      </a>
      <audio
        ref={audio}
        src={fileUrl(media.fileUniqueId)}
        preload="none"
        onPlay={() => setRunning(true)}
        onPause={() => setRunning(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.duration)) setMeasured(currentTarget.duration);
        }}
      />
    </div>
  );
}
