import { useState } from 'react';
import type { Person } from '../../../src/control/contract';
import { changeLayout, layout, type Theme } from '../state/layout';
import { world } from '../state/live-world';
import { useStore } from '../state/use-store';
import { Avatar } from '../ui/avatar';
import { Icon, type IconName } from '../ui/icon';
import { IconButton } from '../ui/icon-button';
import { fullName } from '../ui/text';
import { PeopleDialog } from './people-dialog';

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICONS: Record<Theme, IconName> = { system: 'half', light: 'sun', dark: 'moon' };
const CONNECTION_TEXTS = { connecting: 'Connecting…', live: 'Live', lost: 'Reconnecting…' } as const;

interface TopBarProps {
  people: readonly Person[];
  /** Who is in view where only one column fits. */
  inFrontId?: number;
}

/** The name of the house, whose columns are shown, and the switches of the page. */
export function TopBar({ people, inFrontId }: TopBarProps) {
  const { theme, inspector } = useStore(layout, (state) => state);
  const connection = useStore(world, (state) => state.connection);
  const [choosing, setChoosing] = useState(false);
  return (
    <header className="top-bar">
      <h1 className="brand">
        <span className="brand-mark">
          <Icon name="bell" size={20} />
        </span>
        <span className="brand-name">
          Bellhop <span>sandbox</span>
        </span>
      </h1>
      <nav className="people" aria-label="People">
        {people.map((person) => (
          <PersonTab key={person.id} person={person} current={person.id === inFrontId} />
        ))}
        <IconButton icon="plus" label="People" aria-haspopup="dialog" onClick={() => setChoosing(true)} />
      </nav>
      <span className={`connection connection-${connection}`} role="status">
        <span>{CONNECTION_TEXTS[connection]}</span>
      </span>
      <IconButton
        icon={THEME_ICONS[theme]}
        label={`Colours: ${theme === 'system' ? 'as the system' : theme}`}
        onClick={() => changeLayout({ theme: NEXT_THEME[theme] })}
      />
      <button
        type="button"
        className="inspector-toggle"
        aria-pressed={inspector}
        aria-label="Inspector"
        onClick={() => changeLayout({ inspector: !inspector })}
      >
        <Icon name="pulse" /> <span>Inspector</span>
      </button>
      {choosing && <PeopleDialog onClose={() => setChoosing(false)} />}
    </header>
  );
}

/** Brings a person's column into view. */
function PersonTab({ person, current }: { person: Person; current: boolean }) {
  const unread = useStore(world, (state) => {
    let total = 0;
    for (const [key, count] of state.unread) if (key.startsWith(`${person.id}:`)) total += count;
    return total;
  });
  const show = () => {
    changeLayout({ inFront: person.id });
    document.getElementById(`column-${person.id}`)?.scrollIntoView({ inline: 'center', behavior: 'smooth' });
  };
  return (
    <button type="button" className="person-tab" aria-current={current} onClick={show}>
      <Avatar id={person.id} name={fullName(person)} size={24} />
      <bdi>{person.firstName}</bdi>
      {unread > 0 && (
        <span className="badge" aria-label={`${unread} unread`}>
          {unread}
        </span>
      )}
    </button>
  );
}
