import { useState } from 'react';
import type { Person } from '../../../src/control/contract';
import { PersonDialog } from '../people/person-dialog';
import { hidePerson } from '../state/live-world';
import { Avatar } from '../ui/avatar';
import { copyText } from '../ui/clipboard';
import { IconButton } from '../ui/icon-button';
import { Menu, MenuItem } from '../ui/menu';
import { fullName } from '../ui/text';

/** Says whose column this is. */
export function PersonStrip({ person, closable }: { person: Person; closable: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [editing, setEditing] = useState(false);
  const close = () => setAnchor(undefined);
  const facts = [
    person.username && `@${person.username}`,
    person.languageCode,
    person.isPremium && 'premium',
    person.deactivated && 'deleted',
  ];
  return (
    <header className="person-strip">
      <Avatar id={person.id} name={fullName(person)} size={26} />
      <h2 className="person-name">
        <bdi>{fullName(person)}</bdi>
      </h2>
      <span className="person-facts">{facts.filter(Boolean).join(' · ')}</span>
      <IconButton
        icon="more"
        label={`${fullName(person)}: more`}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      {anchor && (
        <Menu anchor={anchor} label="Person" onClose={close}>
          <MenuItem
            icon="edit"
            onSelect={() => {
              close();
              setEditing(true);
            }}
          >
            Name, language, account
          </MenuItem>
          <MenuItem
            icon="copy"
            onSelect={() => {
              close();
              void copyText(String(person.id), `Copied ${person.id}`);
            }}
          >
            Copy id {person.id}
          </MenuItem>
          {closable && (
            <MenuItem
              icon="close"
              onSelect={() => {
                close();
                hidePerson(person.id);
              }}
            >
              Close column
            </MenuItem>
          )}
        </Menu>
      )}
      {editing && <PersonDialog person={person} onClose={() => setEditing(false)} />}
    </header>
  );
}
