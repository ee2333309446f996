import { z } from 'zod';
import { PRODUCT_CODE } from '../orders';
import { ROLE_NAME } from '../users';

/** Telegram's limit for `callback_data` (https://core.telegram.org/bots/api#inlinekeyboardbutton). */
export const CALLBACK_DATA_MAX_BYTES = 64;

/** Telegram ids need 52 bits; negative ones are groups and channels. */
const MAX_ID = 2 ** 52;
const wholeNumber = z
  .string()
  .regex(/^-?\d{1,16}$/)
  .transform(Number);

/** The kinds of value that travel in callback data. */
export const fields = {
  recordId: wholeNumber.pipe(z.number().int().positive().max(MAX_ID)),
  chatId: wholeNumber.pipe(z.number().int().min(-MAX_ID).max(MAX_ID)),
  page: wholeNumber.pipe(z.number().int().positive().max(1_000_000)),
  productCode: z.string().regex(PRODUCT_CODE),
  roleName: z.string().regex(ROLE_NAME),
  choice: <const Choices extends readonly [string, ...string[]]>(choices: Choices) => z.enum(choices),
};

type Fields = Record<string, z.ZodType<string | number>>;
type Values<Shape extends Fields> = { [Name in keyof Shape]: z.output<Shape[Name]> };

/** One kind of button: how its `callback_data` is written, recognised and read. */
export class CallbackData<Shape extends Fields> {
  /** Matches this kind's data, well-formed or not, so that broken data meets its own handler. */
  readonly pattern: RegExp;
  private readonly names: (keyof Shape & string)[];

  constructor(
    readonly prefix: string,
    private readonly shape: Shape,
  ) {
    this.names = Object.keys(shape);
    this.pattern = new RegExp(`^${prefix}(?::|$)`);
  }

  /** Writes `area:action:value…`. Throws when it would not fit: that is a mistake in the code, not of a person. */
  pack(...[values]: keyof Shape extends never ? [] : [Values<Shape>]): string {
    const data = [this.prefix, ...this.names.map((name) => String(values?.[name]))].join(':');
    if (Buffer.byteLength(data) > CALLBACK_DATA_MAX_BYTES) throw new Error(`callback data is too long: ${data}`);
    return data;
  }

  /** Answers `null` for data that is not this kind's or that nobody could have been given. */
  parse(data: string): Values<Shape> | null {
    const parts = data.split(':');
    const own = this.prefix.split(':');
    if (parts.length !== own.length + this.names.length || !own.every((part, index) => parts[index] === part)) {
      return null;
    }
    const values: Partial<Record<keyof Shape, string | number>> = {};
    for (const [index, name] of this.names.entries()) {
      const parsed = this.shape[name]?.safeParse(parts[own.length + index]);
      if (!parsed?.success) return null;
      values[name] = parsed.data;
    }
    return values as Values<Shape>;
  }
}

/** Declares a kind of button as `<area>:<action>`, its values in the order they are written. */
export const callback = <Shape extends Fields = Record<never, never>>(
  prefix: `${string}:${string}`,
  shape?: Shape,
): CallbackData<Shape> => new CallbackData(prefix, shape ?? ({} as Shape));
