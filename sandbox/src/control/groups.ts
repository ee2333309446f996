import { type Chat } from '../world/chat';
import { ADMIN_RIGHTS, isPresent, type Member } from '../world/member';
import { changeMember, makeInviteLink, renderInviteLink } from '../world/membership';
import { type Actor } from '../world/message';
import { type World } from '../world/world';
import { type ChatPatch, type MemberChange, type NewChat } from './contract';
import { ControlError } from './control-error';
import { type Lookup } from './lookup';

/** Making groups and channels and moving people in and out of them. */
export class Groups {
  constructor(
    private readonly world: World,
    private readonly lookup: Lookup,
  ) {}

  add(request: NewChat): Chat {
    if (request.id !== undefined && (request.id >= 0 || this.world.groups.has(request.id))) {
      throw new ControlError('bad_request', `${request.id} is not a free negative id`);
    }
    if (request.username) this.checkUsername(request.username);
    const creatorId = request.creatorId ?? this.world.people.keys().next().value;
    if (creatorId === undefined) throw new ControlError('bad_request', 'A chat needs a creator: add a person first');
    const creator = this.lookup.person(creatorId);
    const members = (request.memberIds ?? []).map((id) => this.actor(id));
    const bots = (request.botIds ?? []).map((id) => this.lookup.bot(id));
    const admins = (request.adminBotIds ?? []).map((id) => this.lookup.bot(id));
    const chat = this.world.addGroup(request.type, request.title, request.id);
    Object.assign(chat, {
      username: request.username,
      description: request.description ?? '',
      joinByRequest: request.joinByRequest ?? false,
    });
    chat.setMember({ user: creator, status: 'creator' });
    makeInviteLink(chat, { creatorId, primary: true });
    for (const user of members) if (user !== creator) chat.setMember({ user, status: 'member' });
    for (const bot of bots) changeMember(this.world, chat, { user: bot, status: 'member' }, creator);
    for (const bot of admins) changeMember(this.world, chat, administrator(bot), creator);
    this.world.noteChatChange(chat);
    return chat;
  }

  change(chat: Chat, patch: ChatPatch): void {
    if (patch.username && patch.username !== chat.username) this.checkUsername(patch.username);
    const { title = chat.title, username = chat.username, description = chat.description } = patch;
    Object.assign(chat, { title, username, description, joinByRequest: patch.joinByRequest ?? chat.joinByRequest });
    this.world.noteChatChange(chat);
  }

  migrate(chat: Chat): Chat {
    if (chat.type !== 'group' || chat.migratedTo !== undefined)
      throw new ControlError('conflict', 'Only a group can become a supergroup');
    const next = this.world.addGroup('supergroup', chat.title);
    for (const member of chat.members.values()) next.setMember(member);
    const creator = [...chat.members.values()].find(({ status }) => status === 'creator')?.user;
    this.world.postService(chat, creator, { migrate_to_chat_id: next.id }, 'The group was upgraded to a supergroup');
    chat.migratedTo = next.id;
    this.world.postService(next, creator, { migrate_from_chat_id: chat.id }, 'The group was upgraded to a supergroup');
    this.world.noteChatChange(chat);
    return next;
  }

  setMember(chat: Chat, userId: number, change: MemberChange): void {
    const user = this.actor(userId);
    const creator = [...chat.members.values()].find(({ status }) => status === 'creator')?.user;
    const isOwnAct = (change.status === 'member' && !user.isBot) || change.status === 'left';
    const by = change.byId === undefined ? (isOwnAct ? user : (creator ?? user)) : this.actor(change.byId);
    const next: Member =
      change.status === 'administrator'
        ? administrator(user, change.withoutRights)
        : change.status === 'restricted'
          ? { user, status: 'restricted', permissions: {} }
          : { user, status: change.status };
    chat.joinRequests.delete(userId);
    changeMember(this.world, chat, next, by, change.inviteLink);
  }

  requestToJoin(chat: Chat, personId: number, link: string | undefined): void {
    const person = this.lookup.person(personId);
    if (isPresent(chat.members.get(personId)))
      throw new ControlError('conflict', `${person.name} is already in the chat`);
    chat.joinRequests.set(personId, { at: Date.now(), link });
    for (const bot of this.world.botsIn(chat)) {
      if (!chat.members.get(bot.id)?.rights?.has('can_invite_users')) continue;
      this.world.inform(bot, 'chat_join_request', chat, {
        chat: chat.toObject(),
        from: person.toUser(),
        user_chat_id: person.id,
        date: Math.floor(Date.now() / 1000),
        ...(link ? { invite_link: renderInviteLink(this.world, chat, link) } : {}),
      });
    }
    this.world.noteChatChange(chat);
  }

  private actor(id: number): Actor {
    const actor = this.world.actor(id);
    if (!actor) throw new ControlError('not_found', `There is no person or bot ${id}`);
    return actor;
  }

  private checkUsername(username: string): void {
    if (!/^[a-z]\w{3,31}$/i.test(username)) throw new ControlError('bad_request', `@${username} is no valid username`);
    if (this.world.groupByUsername(username)) throw new ControlError('conflict', `@${username} is taken`);
  }
}

function administrator(user: Actor, withoutRights: string[] = []): Member {
  const rights = new Set<string>(ADMIN_RIGHTS.filter((right) => !withoutRights.includes(right)));
  return { user, status: 'administrator', rights };
}
