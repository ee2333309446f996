import type { AuthProvider } from 'react-admin';
import { api } from '../api/api';
import { Problem } from '../api/problem';
import { session } from '../api/session';
import type { Me, Permission } from '../api/types';
import type { Section } from '../section';

/** Asked once, and again after a while: what somebody may do can be changed while they are here. */
const KEPT_MS = 60_000;

/** react-admin's questions about who is there and what they may do. */
export function authProviderOf(sections: readonly Section[]): AuthProvider {
  const known = new Map(sections.map((section) => [section.name, section]));
  let me: { asked: Promise<Me>; at: number } | undefined;
  const whoIsThere = (): Promise<Me> => {
    if (!me || Date.now() - me.at > KEPT_MS) {
      const asked = api.get('/auth/me');
      asked.catch(() => (me = undefined));
      me = { asked, at: Date.now() };
    }
    return me.asked;
  };

  /** Nobody may do nothing; where to go then is said by `checkAuth`, once. */
  const permissions = async (): Promise<readonly Permission[]> => {
    try {
      return (await whoIsThere()).permissions;
    } catch (error) {
      if (hasNoSession(error)) return [];
      throw error;
    }
  };

  return {
    async login({ username, password }: { username: string; password: string }) {
      me = undefined;
      await session.signIn(username, password);
    },

    async logout() {
      me = undefined;
      // Whoever wants to leave leaves, also while the application can not be told.
      await session.signOut().catch(() => undefined);
    },

    async checkAuth() {
      try {
        await session.token();
      } catch (error) {
        if (hasNoSession(error)) throw new SignedOut();
      }
    },

    // A session that ends is told by the session itself, whoever was the first to meet its end.
    async checkError() {},

    async getIdentity() {
      const { accountId, username } = await whoIsThere();
      return { id: accountId, fullName: username };
    },

    async getPermissions(): Promise<readonly Permission[]> {
      return permissions();
    },

    async canAccess({ resource, action }) {
      const section = known.get(resource);
      if (!section) return true;
      const needed = action === 'list' || action === 'show' ? section.needs : section.changes;
      return needed !== undefined && (await permissions()).includes(needed);
    },
  };
}

/** Leads to the page where one signs in; react-admin takes `false` for a message that is not to be shown. */
class SignedOut extends Error {
  readonly redirectTo = '/login';

  constructor() {
    super();
    Object.defineProperty(this, 'message', { value: false });
  }
}

const hasNoSession = (error: unknown): boolean => error instanceof Problem && error.status === 401;
