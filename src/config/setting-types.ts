import { z } from 'zod';

/** An environment variable that is set but blank counts as unset: compose files and CI systems write it that way. */
const blankToUndefined = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** Wraps a schema so that blank input falls through to its default or to "missing". */
export const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankToUndefined, schema);

/** `true/false`, `1/0`, `yes/no`, `on/off`, in any case. */
export const flag = (fallback: boolean) => setting(z.stringbool().default(fallback));

/** A whole number within bounds, written in decimal. */
export const integer = (fallback: number, min: number, max: number) =>
  setting(z.coerce.number().int().min(min).max(max).default(fallback));

/** A number of seconds, read into milliseconds: inside the code every duration is `…Ms`. */
export const secondsAsMs = (fallbackSeconds: number, min: number, max: number) =>
  setting(z.coerce.number().min(min).max(max).default(fallbackSeconds)).transform((seconds) =>
    Math.round(seconds * 1000),
  );

/** `a, b,c` → `['a', 'b', 'c']`; blank entries are dropped, repetitions kept once. */
export const commaList = (fallback: string) =>
  setting(z.string().default(fallback)).transform((text) => [
    ...new Set(
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  ]);
