import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';

/** A picture as large as the window allows. */
export function Lightbox({ url, fileName, onClose }: { url: string; fileName: string; onClose: () => void }) {
  return (
    <Dialog title="Photo" onClose={onClose} className="lightbox">
      <img src={url} alt="Photo, enlarged" />
      <a className="button" href={url} download={fileName}>
        <Icon name="download" size={18} /> Download
      </a>
    </Dialog>
  );
}
