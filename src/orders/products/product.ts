import type { Page } from '../../database/listing';

/** What a product may be ordered with: the kinds of media that people can send, as Telegram calls them. */
export const orderMediaKinds = ['photo', 'video', 'document', 'animation'] as const;
export type OrderMediaKind = (typeof orderMediaKinds)[number];

export const isOrderMediaKind = (kind: string): kind is OrderMediaKind =>
  orderMediaKinds.some((accepted) => accepted === kind);

/** What can be ordered. Everything but the code may change; a product is switched off, never deleted. */
export interface Product {
  /** Upper-case, as `normaliseCode` makes it. */
  readonly code: string;
  /** Typed by people: escape it where it is rendered. */
  readonly name: string;
  readonly acceptedMedia: readonly OrderMediaKind[];
  /** Of one piece of media. */
  readonly maxFileSizeBytes: number;
  /** A regular expression the whole series must match; see `SeriesPattern`. `null`: any text of a sensible length. */
  readonly seriesPattern: string | null;
  readonly active: boolean;
  readonly createdAt: Date;
}

export type ProductPage = Page<Product>;

/** What a code looks like, normalised. */
export const PRODUCT_CODE = /^[A-Z0-9][A-Z0-9_-]{0,31}$/;

/** `" #a100 "` → `"A100"`; `null` when nothing that could be a code was typed. */
export function normaliseCode(typed: string): string | null {
  const code = typed.normalize('NFKC').trim().replace(/^#/, '').toUpperCase();
  return PRODUCT_CODE.test(code) ? code : null;
}

/**
 * The code a caption begins with, normalised, and whether it was marked with `#`. `null` when the caption begins with
 * something that can't be a code. That such a product exists is not said.
 */
export function readCaptionCode(caption: string | undefined): { code: string; isMarked: boolean } | null {
  const found = /^\s*(#?)([^\s,.:;!?]{1,32})(?=$|[\s,.:;!?])/u.exec(caption?.normalize('NFKC') ?? '');
  const code = normaliseCode(found?.[2] ?? '');
  return code === null ? null : { code, isMarked: found?.[1] === '#' };
}
