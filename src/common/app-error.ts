export interface AppErrorOptions {
  /** Stable, machine-readable name of the case, for example `media.duplicate`. */
  code: string;
  /** Key of the text shown to people; it exists in every locale file. */
  messageKey: string;
  /** Values for the placeholders of that text. Escaped where the text is rendered, never here. */
  params?: Record<string, string | number>;
  /** Whether the same call may succeed later. Drives retries, so an error that can't heal says `false`. */
  retryable?: boolean;
  cause?: unknown;
}

/**
 * The root of every expected failure. Each case that somebody handles differently is a class of its own, kept in
 * `<feature>.errors.ts`; edges map it once (chat text, problem document, job outcome).
 */
export class AppError extends Error {
  readonly code: string;
  readonly messageKey: string;
  readonly params: Record<string, string | number>;
  readonly retryable: boolean;

  constructor(options: AppErrorOptions) {
    super(options.code, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.messageKey = options.messageKey;
    this.params = options.params ?? {};
    this.retryable = options.retryable ?? false;
  }
}
