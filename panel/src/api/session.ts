import { Problem } from './problem';
import type { components } from './schema';
import { send } from './send';

type Tokens = components['schemas']['Tokens'];

/** Renewed this long before it ends, so that no request carries a token that ends on its way. */
const EARLY_MS = 30_000;
const SHORTEST_MS = 5_000;

/**
 * Who is signed in. The access token lives here, in memory, and nowhere else; the refresh token is in a cookie that no
 * script can read. Several tabs share the cookie, and when one signs out, all do.
 */
class Session {
  private accessToken: string | undefined;
  private freshUntil = 0;
  private renewing: Promise<string> | undefined;
  /** Why there is no session; asking again would only be refused again. */
  private refusal: Problem | undefined;
  private readonly tabs = new BroadcastChannel('bellhop-session');
  private readonly endings = new Set<() => void>();

  constructor() {
    this.tabs.onmessage = ({ data }) => (data === 'begun' ? (this.refusal = undefined) : this.end());
  }

  async signIn(username: string, password: string): Promise<void> {
    const response = await send('/auth/login', json({ username, password, keep: 'cookie' }));
    this.keep((await response.json()) as Tokens);
    this.tabs.postMessage('begun');
  }

  /** A token that is good for a while. Throws `Problem` with status 401 when nobody is signed in (any more). */
  async token(): Promise<string> {
    if (this.accessToken !== undefined && Date.now() < this.freshUntil) return this.accessToken;
    return this.renew();
  }

  /** A new token, because the old one was refused. Whoever asks while one is fetched gets that one. */
  renew(): Promise<string> {
    this.renewing ??= this.fetchToken().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  async signOut(): Promise<void> {
    const token = this.accessToken;
    this.forget();
    await send('/auth/logout', { method: 'POST', token });
  }

  async signOutEverywhere(): Promise<void> {
    await send('/auth/logout-everywhere', { method: 'POST', token: await this.token() });
    this.forget();
  }

  /** Called when the session has ended by itself or in another tab. Answers what takes the listener off again. */
  onEnd(listener: () => void): () => void {
    this.endings.add(listener);
    return () => this.endings.delete(listener);
  }

  private async fetchToken(): Promise<string> {
    if (this.refusal) throw this.refusal;
    try {
      const response = await send('/auth/refresh', { method: 'POST' });
      return this.keep((await response.json()) as Tokens);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        const wasOpen = this.accessToken !== undefined;
        this.refusal = error;
        if (wasOpen) this.end();
      }
      throw error;
    }
  }

  private keep({ accessToken, expiresIn }: Tokens): string {
    this.accessToken = accessToken;
    this.refusal = undefined;
    this.freshUntil = Date.now() + Math.max(SHORTEST_MS, expiresIn * 1_000 - EARLY_MS);
    return accessToken;
  }

  private forget(): void {
    this.accessToken = undefined;
    this.tabs.postMessage('ended');
  }

  private end(): void {
    this.accessToken = undefined;
    for (const listener of this.endings) listener();
  }
}

export const session = new Session();

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
