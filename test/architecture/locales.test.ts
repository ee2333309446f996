import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { I18n, type Language, languages } from '../../src/i18n';
import { intlLocales } from '../../src/i18n/language';
import { resources } from '../../src/i18n/locales';

const SOURCES = join(__dirname, '../../src');
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Tags of Telegram's HTML that our texts use. */
const TAGS = ['b', 'i', 'code'];

function flatten(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? [[`${prefix}${name}`, value]] : flatten(value as object, `${prefix}${name}.`),
  );
}

const texts: Record<Language, Map<string, string>> = {
  uz: new Map(flatten(resources.uz)),
  ru: new Map(flatten(resources.ru)),
  en: new Map(flatten(resources.en)),
};

const stems = (language: Language): string[] =>
  [...new Set([...texts[language].keys()].map((key) => key.replace(PLURAL, '')))].sort();

const placeholders = (text: string): string[] => [...text.matchAll(/{{-? ?(\w+)}}/g)].map(([, name]) => name ?? '');

function placeholdersOfStem(language: Language, stem: string): string[] {
  const forms = [...texts[language]].filter(([key]) => key.replace(PLURAL, '') === stem);
  return [...new Set(forms.flatMap(([, text]) => placeholders(text)))].filter((name) => name !== 'count').sort();
}

describe('the texts people read', () => {
  it.each(languages)('exist in %s for every key, and for no other', (language) => {
    expect(stems(language)).toEqual(stems('en'));
  });

  it.each(languages)('take the same values in %s as in English', (language) => {
    const differing = stems('en').filter(
      (stem) => placeholdersOfStem(language, stem).join() !== placeholdersOfStem('en', stem).join(),
    );
    expect(differing).toEqual([]);
  });

  it.each(languages)('have every plural form that %s needs', (language) => {
    const needed = new Intl.PluralRules(intlLocales[language]).resolvedOptions().pluralCategories;
    const plurals = [...texts[language].keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''));
    const lacking = [...new Set(plurals)].flatMap((stem) =>
      needed.map((form) => `${stem}_${form}`).filter((key) => !texts[language].has(key)),
    );
    expect(lacking).toEqual([]);
    const asStem = [...texts.en.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''));
    expect([...new Set(plurals)].sort()).toEqual([...new Set(asStem)].sort());
  });

  it.each(languages)('are well-formed Telegram HTML in %s', (language) => {
    const broken = [...texts[language]].filter(([, text]) => {
      const withoutTags = text.replace(new RegExp(`</?(${TAGS.join('|')})>`, 'g'), '').replace(/&(lt|gt|amp);/g, '');
      const unbalanced = TAGS.some((tag) => text.split(`<${tag}>`).length !== text.split(`</${tag}>`).length);
      return unbalanced || /[<>&]/.test(withoutTags);
    });
    expect(broken).toEqual([]);
  });

  it('spell Uzbek with its own letters, not with whichever apostrophe was at hand', () => {
    expect([...texts.uz].filter(([, text]) => /['`‘’]/.test(text))).toEqual([]);
  });

  it('fit where Telegram shows them', () => {
    const tooLong = languages.flatMap((language) =>
      [...texts[language]].filter(([key, text]) => {
        const limit = key.startsWith('bot.commands.') ? 256 : 2000;
        return text.length > limit;
      }),
    );
    expect(tooLong).toEqual([]);
  });

  it('exist for every error that is told to people', () => {
    const i18n = new I18n();
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const keys = files.flatMap((name) =>
      [...readFileSync(join(SOURCES, name), 'utf8').matchAll(/messageKey: '([^']+)'/g)].map(([, key]) => key ?? ''),
    );
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => !i18n.has(key))).toEqual([]);
  });
});
