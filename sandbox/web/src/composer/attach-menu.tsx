import { useRef, useState, type ChangeEvent } from 'react';
import type { OutgoingMessage, Person } from '../../../src/control/contract';
import { IconButton } from '../ui/icon-button';
import { Menu, MenuItem } from '../ui/menu';
import { contactOf, SHARED_PLACE } from './reply-keyboard';

interface AttachMenuProps {
  person: Person;
  onFiles: (files: File[], asDocuments: boolean) => void;
  onSend: (message: Pick<OutgoingMessage, 'contact' | 'location'>) => void;
}

/** What else than words can be sent. */
export function AttachMenu({ person, onFiles, onSend }: AttachMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const media = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  const close = () => setAnchor(undefined);

  const choose = (asDocuments: boolean) => (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    if (files.length > 0) onFiles(files, asDocuments);
  };
  const then = (work: () => void) => () => {
    close();
    work();
  };

  return (
    <>
      <IconButton
        icon="attach"
        label="Attach"
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <input
        ref={media}
        type="file"
        hidden
        multiple
        accept="image/*,video/*,audio/*"
        data-files="media"
        onChange={choose(false)}
      />
      <input ref={documents} type="file" hidden multiple data-files="documents" onChange={choose(true)} />
      {anchor && (
        <Menu anchor={anchor} label="Attach" onClose={close}>
          <MenuItem icon="image" onSelect={then(() => media.current?.click())}>
            Photo, video or music
          </MenuItem>
          <MenuItem icon="file" onSelect={then(() => documents.current?.click())}>
            File
          </MenuItem>
          <MenuItem icon="people" onSelect={then(() => onSend({ contact: contactOf(person) }))}>
            My contact
          </MenuItem>
          <MenuItem icon="pin" onSelect={then(() => onSend({ location: SHARED_PLACE }))}>
            A location
          </MenuItem>
        </Menu>
      )}
    </>
  );
}
