import { useState, type FormEvent } from 'react';
import type { NewChat, Person } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { layout } from '../state/layout';
import { openChat, readChats, world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Switch } from '../ui/switch';

/** Makes a channel or group of which this person is the owner. */
export function NewChatDialog({ creator, onClose }: { creator: Person; onClose: () => void }) {
  const bots = useStore(world, (state) => state.bots);
  const [type, setType] = useState<NewChat['type']>('channel');
  const [title, setTitle] = useState('');
  const [username, setUsername] = useState('');
  const [withBot, setWithBot] = useState(true);
  const [withOthers, setWithOthers] = useState(false);
  const [byRequest, setByRequest] = useState(false);

  const create = async (event: FormEvent) => {
    event.preventDefault();
    const { shown } = layout.get();
    const made = await attempt(
      controlApi.addChat({
        type,
        title: title.trim(),
        username: username.trim().replace(/^@/, '') || undefined,
        creatorId: creator.id,
        memberIds: withOthers ? shown.filter((id) => id !== creator.id) : undefined,
        adminBotIds: withBot && bots[0] ? [bots[0].id] : undefined,
        joinByRequest: byRequest || undefined,
      }),
    );
    if (!made) return;
    for (const personId of shown) void attempt(readChats(personId));
    openChat(creator.id, made.id);
    onClose();
  };

  return (
    <Dialog title="New channel or group" onClose={onClose}>
      <form className="form" onSubmit={(event) => void create(event)}>
        <Field label="Kind">
          <select className="input" value={type} onChange={(event) => setType(event.target.value as NewChat['type'])}>
            <option value="channel">Channel</option>
            <option value="supergroup">Group</option>
            <option value="group">Small group (becomes a supergroup later)</option>
          </select>
        </Field>
        <Field label="Title">
          <input
            className="input"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            required
            autoFocus
          />
        </Field>
        <Field label="Username" hint="Leave empty for a private one">
          <input className="input" value={username} onChange={(event) => setUsername(event.target.value)} />
        </Field>
        {bots[0] && (
          <Switch on={withBot} onChange={setWithBot}>
            {bots[0].first_name} is an administrator
          </Switch>
        )}
        <Switch on={withOthers} onChange={setWithOthers}>
          Everybody shown here joins
        </Switch>
        <Switch on={byRequest} onChange={setByRequest}>
          Others have to ask to join
        </Switch>
        <footer className="dialog-foot">
          <button type="submit" className="button button-primary">
            Create
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
