import { ProductFieldInvalid } from '../orders.errors';
import { isOrderMediaKind, normaliseCode, type Product } from './product';
import { SeriesPattern } from './series-pattern';

const MAX_NAME_LENGTH = 100;

/** What a product is made from. */
export type ProductDraft = Pick<Product, 'code' | 'name' | 'acceptedMedia' | 'maxFileSizeBytes' | 'seriesPattern'> & {
  /** Whether it can be ordered; default true. */
  active?: boolean;
};
export type ProductChanges = Partial<Omit<ProductDraft, 'code'>>;

/**
 * One check for each field, so that a dialogue can ask for them one by one. Each answers the tidied value or throws
 * `ProductFieldInvalid`.
 */
export const productFields = {
  code(typed: string): string {
    const code = normaliseCode(typed);
    if (code === null) throw new ProductFieldInvalid('code');
    return code;
  },

  name(typed: string): string {
    const name = typed.replace(/[\p{Cc}\s]+/gu, ' ').trim();
    if (name === '' || name.length > MAX_NAME_LENGTH) throw new ProductFieldInvalid('name');
    return name;
  },

  acceptedMedia(kinds: readonly string[]): Product['acceptedMedia'] {
    const distinct = [...new Set(kinds)];
    if (distinct.length === 0 || !distinct.every(isOrderMediaKind)) throw new ProductFieldInvalid('acceptedMedia');
    return distinct;
  },

  maxFileSizeBytes(bytes: number): number {
    if (!Number.isSafeInteger(bytes) || bytes <= 0) throw new ProductFieldInvalid('maxFileSizeBytes');
    return bytes;
  },

  seriesPattern(source: string | null): string | null {
    if (source === null || source.trim() === '') return null;
    if (SeriesPattern.parse(source) === null) throw new ProductFieldInvalid('seriesPattern');
    return source;
  },
};

export const checkDraft = (draft: ProductDraft): ProductDraft => ({
  code: productFields.code(draft.code),
  ...(checkChanges(draft) as Omit<ProductDraft, 'code'>),
});

/** Checks the fields that are there. */
export function checkChanges(changes: ProductChanges): ProductChanges {
  const { name, acceptedMedia, maxFileSizeBytes, seriesPattern, active } = changes;
  return {
    ...(name !== undefined && { name: productFields.name(name) }),
    ...(acceptedMedia !== undefined && { acceptedMedia: productFields.acceptedMedia(acceptedMedia) }),
    ...(maxFileSizeBytes !== undefined && { maxFileSizeBytes: productFields.maxFileSizeBytes(maxFileSizeBytes) }),
    ...(seriesPattern !== undefined && { seriesPattern: productFields.seriesPattern(seriesPattern) }),
    ...(active !== undefined && { active }),
  };
}
