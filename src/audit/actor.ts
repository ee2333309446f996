/**
 * Who changes something: a person in the chat (by their Telegram id), an account of the admin API, or the application
 * itself. Services that change something for an admin take one; edges make it from whom they have recognised.
 */
export type Actor =
  | { readonly kind: 'chat'; readonly userId: number }
  | { readonly kind: 'account'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'system' };

export const chatActor = (userId: number): Actor => ({ kind: 'chat', userId });
