import type { english } from './locales';

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutPluralForm<Key extends string> = Key extends `${infer Stem}_${PluralForm}` ? Stem : Key;

type KeysOf<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${WithoutPluralForm<Key>}`
    : KeysOf<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];

/** `<area>.<path>` of a text, for example `library.search.empty`. A key that is in no locale file does not compile. */
export type MessageKey = KeysOf<typeof english>;

/** Values for a text's placeholders. `count` also chooses the plural form. */
export type MessageParams = Readonly<Record<string, string | number>>;
