import { type UploadedFile } from './method-schema';

/** Typed access to the checked parameters of one call. */
export class Parameters {
  constructor(
    private readonly values: Record<string, unknown>,
    readonly files: ReadonlyMap<string, UploadedFile>,
  ) {}

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  text(name: string): string | undefined {
    return this.values[name] as string | undefined;
  }

  number(name: string): number | undefined {
    return this.values[name] as number | undefined;
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** A structured value; its shape was checked against the published type `T` stands for. */
  json<T>(name: string): T | undefined {
    return this.values[name] as T | undefined;
  }

  /** `chat_id` and its kin: an id or `@username`. */
  chatReference(name = 'chat_id'): number | string {
    return this.values[name] as number | string;
  }

  /** All of it, for the call log. */
  entries(): [string, unknown][] {
    return Object.entries(this.values);
  }
}
