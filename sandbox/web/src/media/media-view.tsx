import { useState } from 'react';
import type { SeenMedia } from '../../../src/control/contract';
import { fileUrl } from '../api/control-api';
import { AudioPlayer } from './audio-player';
import { DocumentCard } from './document-card';
import { Lightbox } from './lightbox';

/** Bubbles are at most this wide, and pictures at most this high, in pixels. */
const MOST_WIDTH = 320;
const MOST_HEIGHT = 360;

/** The attached file of a message: shown, played or offered for download. */
export function MediaView({ media, name }: { media: SeenMedia; name: string }) {
  switch (media.kind) {
    case 'photo':
    case 'video':
    case 'animation':
      return <Visual media={media} />;
    case 'video_note':
      return <VideoNote media={media} />;
    case 'voice':
    case 'audio':
      return <AudioPlayer media={media} name={name} />;
    case 'sticker':
      return <img className="sticker" src={fileUrl(media.fileUniqueId)} alt="Sticker" width={160} loading="lazy" />;
    default:
      return <DocumentCard media={media} />;
  }
}

/** Width and height in which a picture of this size is shown, so that nothing jumps when it has loaded. */
function shownSize(width = MOST_WIDTH, height = 240): { width: number; aspectRatio: string } {
  const scale = Math.min(MOST_WIDTH / width, MOST_HEIGHT / height);
  return { width: Math.max(120, Math.round(width * Math.min(scale, 3))), aspectRatio: `${width} / ${height}` };
}

/** A photo, video or animation; in an album it fills the place it is given. */
export function Visual({ media, fill }: { media: SeenMedia; fill?: boolean }) {
  const [uncovered, setUncovered] = useState(!media.hasSpoiler);
  const style = fill ? undefined : shownSize(media.width, media.height);
  const poster = media.thumbnail && fileUrl(media.thumbnail.fileUniqueId);
  return (
    <div className={uncovered ? 'visual' : 'visual visual-covered'} style={style}>
      {media.kind === 'photo' ? <Photo media={media} /> : <Film media={media} poster={poster} />}
      {!uncovered && (
        <button type="button" className="visual-cover" onClick={() => setUncovered(true)}>
          Show hidden {media.kind === 'photo' ? 'photo' : 'video'}
        </button>
      )}
    </div>
  );
}

function Photo({ media }: { media: SeenMedia }) {
  const [large, setLarge] = useState(false);
  const url = fileUrl(media.fileUniqueId);
  return (
    <>
      <button type="button" className="visual-open" aria-label="Enlarge photo" onClick={() => setLarge(true)}>
        <img src={url} alt="Photo" loading="lazy" decoding="async" />
      </button>
      {large && <Lightbox url={url} fileName={media.fileName ?? 'photo.jpg'} onClose={() => setLarge(false)} />}
    </>
  );
}

function Film({ media, poster }: { media: SeenMedia; poster?: string }) {
  const url = fileUrl(media.fileUniqueId);
  if (media.mimeType === 'image/gif') return <img src={url} alt="Animation" loading="lazy" />;
  const isAnimation = media.kind === 'animation';
  return (
    <video
      src={url}
      poster={poster}
      aria-label={isAnimation ? 'Animation' : 'Video'}
      controls={!isAnimation}
      autoPlay={isAnimation}
      loop={isAnimation}
      muted={isAnimation}
      playsInline
      preload={poster ? 'none' : 'metadata'}
    />
  );
}

function VideoNote({ media }: { media: SeenMedia }) {
  return (
    <video
      className="video-note"
      src={fileUrl(media.fileUniqueId)}
      poster={media.thumbnail && fileUrl(media.thumbnail.fileUniqueId)}
      aria-label="Video message"
      controls
      playsInline
      preload="metadata"
    />
  );
}
