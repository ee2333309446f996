import { useState, type FormEvent } from 'react';
import type { Person } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { remember, showPerson } from '../state/live-world';
import { attempt } from '../state/notices';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Switch } from '../ui/switch';

/** Changes a person, or makes a new one when none is given. */
export function PersonDialog({ person, onClose }: { person?: Person; onClose: () => void }) {
  const [firstName, setFirstName] = useState(person?.firstName ?? '');
  const [lastName, setLastName] = useState(person?.lastName ?? '');
  const [username, setUsername] = useState(person?.username ?? '');
  const [languageCode, setLanguageCode] = useState(person?.languageCode ?? 'en');
  const [isPremium, setIsPremium] = useState(person?.isPremium ?? false);
  const [deactivated, setDeactivated] = useState(person?.deactivated ?? false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const given = {
      firstName: firstName.trim(),
      lastName: lastName.trim() || undefined,
      username: username.trim().replace(/^@/, '') || undefined,
      languageCode: languageCode.trim() || undefined,
      isPremium,
    };
    const saved = await attempt(
      person ? controlApi.changePerson(person.id, { ...given, deactivated }) : controlApi.addPerson(given),
    );
    if (!saved) return;
    if (person) remember([saved]);
    else showPerson(saved);
    onClose();
  };

  return (
    <Dialog title={person ? 'Person' : 'New person'} onClose={onClose}>
      <form className="form" onSubmit={(event) => void save(event)}>
        <Field label="First name">
          <input
            className="input"
            dir="auto"
            value={firstName}
            onChange={(event) => setFirstName(event.target.value)}
            required
            autoFocus
          />
        </Field>
        <Field label="Last name">
          <input className="input" dir="auto" value={lastName} onChange={(event) => setLastName(event.target.value)} />
        </Field>
        <Field label="Username">
          <input className="input" value={username} onChange={(event) => setUsername(event.target.value)} />
        </Field>
        <Field label="Language" hint="Language of this person’s Telegram app, for example en, ru or uz">
          <input
            className="input"
            value={languageCode}
            maxLength={12}
            onChange={(event) => setLanguageCode(event.target.value)}
          />
        </Field>
        <Switch on={isPremium} onChange={setIsPremium}>
          Telegram Premium
        </Switch>
        {person && (
          <Switch on={deactivated} onChange={setDeactivated} hint="Bots are told “user is deactivated”">
            Deleted account
          </Switch>
        )}
        <footer className="dialog-foot">
          <button type="submit" className="button button-primary">
            {person ? 'Save' : 'Add person'}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
