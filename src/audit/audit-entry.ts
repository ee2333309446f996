import type { Actor } from './actor';

/** What was changed, by field. Only what an admin may see: no passwords, tokens or file ids. */
export type AuditValues = Readonly<Record<string, unknown>>;

/** One change, as whoever makes it describes it. */
export interface AuditedChange {
  readonly actor: Actor;
  /** `<kind>.<verb>`, for example `file.rename`. */
  readonly action: string;
  /** What kind of thing was changed, for example `file`. */
  readonly targetKind: string;
  /** Which one; absent where there is only one, such as the library as a whole. */
  readonly targetId?: number | string;
  /** Absent for what did not exist before. */
  readonly before?: AuditValues;
  /** Absent for what does not exist any more. */
  readonly after?: AuditValues;
}

/** One line of the audit log. */
export interface AuditEntry {
  readonly id: number;
  readonly createdAt: Date;
  readonly actor: Actor;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string | null;
  readonly before: AuditValues | null;
  readonly after: AuditValues | null;
}
