import { useEffect, useState } from 'react';
import type { Person } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { layout } from '../state/layout';
import { hidePerson, showPerson } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { Avatar } from '../ui/avatar';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { counted, fullName } from '../ui/text';
import { PersonDialog } from './person-dialog';

const PAGE_SIZE = 50;
const TYPING_PAUSE_MS = 200;

/** Chooses whose columns are shown; there may be thousands of people. */
export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const shown = useStore(layout, (state) => state.shown);
  const [query, setQuery] = useState('');
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [total, setTotal] = useState(0);
  const [creating, setCreating] = useState(false);

  useEffect(() => {
    let current = true;
    const search = async () => {
      const page = await attempt(controlApi.listPeople({ q: query, limit: PAGE_SIZE }));
      if (!current) return;
      setPeople(page?.items ?? []);
      setTotal(page?.total ?? 0);
    };
    const timer = window.setTimeout(() => void search(), TYPING_PAUSE_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [query]);

  if (creating) return <PersonDialog onClose={onClose} />;
  return (
    <Dialog title="People" onClose={onClose} className="chooser">
      <input
        className="input"
        type="search"
        placeholder="Search by name, username or id"
        aria-label="Search people"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="chooser-list">
        {people.map((person) => {
          const isShown = shown.includes(person.id);
          return (
            <li key={person.id}>
              <button
                type="button"
                className="chat-row"
                aria-pressed={isShown}
                onClick={() => (isShown ? hidePerson(person.id) : showPerson(person))}
              >
                <Avatar id={person.id} name={fullName(person)} size={38} />
                <span className="chat-row-text">
                  <bdi className="chat-row-title">{fullName(person)}</bdi>
                  <span className="chat-row-last">
                    {[person.username && `@${person.username}`, person.id].filter(Boolean).join(' · ')}
                  </span>
                </span>
                {isShown && <Icon name="check" />}
              </button>
            </li>
          );
        })}
      </ul>
      <footer className="dialog-foot">
        <span className="dialog-note">
          {total > people.length
            ? `first ${people.length} of ${total.toLocaleString('en')}`
            : counted(total, 'person', 'people')}
        </span>
        <button type="button" className="button button-primary" onClick={() => setCreating(true)}>
          New person
        </button>
      </footer>
    </Dialog>
  );
}
