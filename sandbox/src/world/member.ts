import { type ChatMember } from '@grammyjs/types';
import { type MemberStatus } from '../control/contract';
import { type Actor } from './message';

/** Somebody's place in a group or channel. */
export interface Member {
  user: Actor;
  status: MemberStatus;
  /** Rights of an administrator. */
  rights?: ReadonlySet<string>;
  customTitle?: string;
  /** What a restricted member may do. */
  permissions?: Record<string, boolean>;
  /** Unix seconds; 0 or missing is for good. */
  until?: number;
}

/** Every right an administrator can have. */
export const ADMIN_RIGHTS = [
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_post_messages',
  'can_edit_messages',
  'can_pin_messages',
  'can_manage_topics',
] as const;

/** Everything an ordinary member of a group may do. */
export const MEMBER_PERMISSIONS = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const;

export function isPresent(member: Member | undefined): boolean {
  return member !== undefined && member.status !== 'left' && member.status !== 'kicked';
}

export function isAdministrator(member: Member | undefined): boolean {
  return member?.status === 'creator' || member?.status === 'administrator';
}

/** The creator may do anything, an administrator what was granted. */
export function hasRight(member: Member | undefined, right: string): boolean {
  return member?.status === 'creator' || (member?.status === 'administrator' && member.rights?.has(right) === true);
}

/** As the Bot API shows it. */
export function toChatMember(member: Member): ChatMember {
  const user = member.user.toUser();
  const granted = (names: readonly string[], has: (name: string) => boolean): Record<string, boolean> =>
    Object.fromEntries(names.map((name) => [name, has(name)]));
  switch (member.status) {
    case 'creator':
      return { status: 'creator', user, is_anonymous: false, custom_title: member.customTitle };
    case 'administrator':
      return {
        status: 'administrator',
        user,
        can_be_edited: false,
        is_anonymous: false,
        custom_title: member.customTitle,
        ...granted(ADMIN_RIGHTS, (right) => member.rights?.has(right) ?? false),
      } as ChatMember;
    case 'restricted':
      return {
        status: 'restricted',
        user,
        is_member: true,
        until_date: member.until ?? 0,
        ...granted(MEMBER_PERMISSIONS, (permission) => member.permissions?.[permission] ?? false),
      } as ChatMember;
    case 'kicked':
      return { status: 'kicked', user, until_date: member.until ?? 0 };
    case 'left':
      return { status: 'left', user };
    case 'member':
      return { status: 'member', user };
  }
}
