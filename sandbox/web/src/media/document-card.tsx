import type { SeenMedia } from '../../../src/control/contract';
import { fileUrl } from '../api/control-api';
import { hueOf } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { formatSize } from '../ui/text';

/** A file with its thumbnail or extension, name and size; a click downloads it. */
export function DocumentCard({ media }: { media: SeenMedia }) {
  const name = media.fileName ?? 'file';
  const extension = /\.([^.]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (
    <a className="file-card" href={fileUrl(media.fileUniqueId)} download={name} title={`Download ${name}`}>
      <span className="file-picture">
        {media.thumbnail ? (
          <img src={fileUrl(media.thumbnail.fileUniqueId)} alt="" loading="lazy" />
        ) : (
          <span className="file-kind" style={{ '--hue': hueOf(extension.charCodeAt(0) || 3) } as React.CSSProperties}>
            {extension || <Icon name="file" />}
          </span>
        )}
      </span>
      <span className="file-text">
        <bdi className="file-name">{name}</bdi>
        <span className="file-size">{formatSize(media.size)}</span>
      </span>
      <Icon name="download" size={18} />
    </a>
  );
}
