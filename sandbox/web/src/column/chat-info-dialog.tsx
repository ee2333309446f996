import { useEffect, useState } from 'react';
import type { BotView, ChatView, MemberStatus, SeenChat } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { world } from '../state/live-world';
import { attempt } from '../state/notices';
import { useStore } from '../state/use-store';
import { Avatar } from '../ui/avatar';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { counted } from '../ui/text';

const BOT_ROLES = { administrator: 'Administrator', member: 'Member', left: 'Not in this chat' } as const;

/** Ids, members, and what the bots may do in this chat. */
export function ChatInfoDialog({ chat, onClose }: { chat: SeenChat; onClose: () => void }) {
  const bots = useStore(world, (state) => state.bots);
  const [view, setView] = useState<ChatView>();
  const isPrivate = chat.type === 'private';
  useEffect(() => {
    if (!isPrivate) void attempt(controlApi.getChat(chat.chatId)).then(setView);
  }, [chat.chatId, isPrivate]);

  const facts: [name: string, value: string | undefined][] = [
    ['Id', String(chat.chatId)],
    ['Kind', chat.type],
    ['Username', chat.username && `@${chat.username}`],
    ['Invite link', view?.inviteLink],
  ];
  return (
    <Dialog title={chat.title} onClose={onClose}>
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {view && bots.map((bot) => <BotRole key={bot.id} bot={bot} view={view} onChange={setView} />)}
      {view && (
        <>
          <h3 className="list-head">{counted(view.memberCount, 'member')}</h3>
          <ul className="member-list">
            {view.members.map(({ user, status }) => (
              <li key={user.id}>
                <Avatar id={user.id} name={user.first_name} size={28} />
                <bdi>{[user.first_name, user.last_name].filter(Boolean).join(' ')}</bdi>
                <small>{status}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

interface BotRoleProps {
  bot: BotView;
  view: ChatView;
  onChange: (view: ChatView | undefined) => void;
}

function BotRole({ bot, view, onChange }: BotRoleProps) {
  const status = view.members.find(({ user }) => user.id === bot.id)?.status ?? 'left';
  const change = async (next: MemberStatus) => {
    const changed = await attempt(controlApi.setMember(view.id, bot.id, { status: next }));
    if (changed) onChange(changed);
  };
  return (
    <Field label={`${bot.first_name} (@${bot.username})`}>
      <select
        className="input"
        value={status in BOT_ROLES ? status : 'left'}
        onChange={(event) => void change(event.target.value as MemberStatus)}
      >
        {Object.entries(BOT_ROLES).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}
