import { Problem } from '../api/problem';
import type { Broadcast } from '../api/types';

/** What an admin writes. */
export type DraftFields = Pick<
  Broadcast,
  'content' | 'buttons' | 'language' | 'activeWithinDays' | 'silent' | 'protect'
>;

/** How the application is asked to keep a draft. */
export interface DraftRequests {
  /** The same body with the same key makes one draft, however often it is sent. */
  create(body: DraftFields, key: string): Promise<{ id: number }>;
  change(id: number, body: DraftFields): Promise<unknown>;
}

/** The application has read the body and will not take it, so that nothing was made of it. */
const REFUSED = [400, 422];

/**
 * What the application has of one draft. The answer to its first request may be lost with the line: then that very request is
 * made again before anything else, so that there is never a second draft.
 */
export class DraftKeeper {
  private kept: string | undefined;
  private first: { readonly key: string; readonly body: DraftFields } | undefined;

  constructor(
    private readonly requests: DraftRequests,
    private id?: number,
    known?: DraftFields,
  ) {
    if (known) this.kept = JSON.stringify(known);
  }

  has(body: DraftFields): boolean {
    return this.kept === JSON.stringify(body);
  }

  /** Answers the id once the application has exactly this. Safe to call again after a failure; not while a call is under way. */
  async keep(body: DraftFields): Promise<number> {
    this.id ??= await this.create(body);
    if (!this.has(body)) {
      await this.requests.change(this.id, body);
      this.kept = JSON.stringify(body);
    }
    return this.id;
  }

  private async create(body: DraftFields): Promise<number> {
    this.first ??= { key: newKey(), body };
    try {
      const { id } = await this.requests.create(this.first.body, this.first.key);
      this.kept = JSON.stringify(this.first.body);
      return id;
    } catch (error) {
      if (error instanceof Problem && REFUSED.includes(error.status)) this.first = undefined;
      throw error;
    }
  }
}

/** `randomUUID` is there only on pages that came over TLS. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
