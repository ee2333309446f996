import type { Words } from '../../i18n';
import { type OrderMediaKind, orderMediaKinds, type Product, type ProductPage } from '../../orders';
import type { InlineButton } from '../../telegram';
import { buttons, type ProductTextField } from '../callbacks';
import { pagerRow } from '../keyboards/pager';
import type { Screen } from '../keyboards/screen';
import { botLink, orderLinkPayload } from '../links';
import { homeButton } from './home.view';
import { kindList } from './order-intake.view';
import { inline } from './titles';

const BYTES_PER_MB = 1 << 20;
const EDIT_LABELS = { name: 'editName', maxFileSizeBytes: 'editLimit', seriesPattern: 'editPattern' } as const;

/** `20`, `1.5` or `1,5` megabytes in bytes; 0 when it is no number, which no product takes. */
export function readMegabytes(text: string): number {
  const found = /^\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*(?:MB|МБ)?\s*$/i.exec(text);
  return Math.round(Number(found?.[1]?.replace(',', '.') ?? 0) * BYTES_PER_MB);
}

export function productsScreen(words: Words, products: ProductPage): Screen {
  return {
    html:
      products.total === 0
        ? words.t('orders.products.empty')
        : words.t('orders.products.text', { count: products.total }),
    buttons: [
      ...products.items.map((product) => [
        {
          text: words.plain('orders.products.line', {
            sign: product.active ? '✅' : '⏸',
            product: inline(product.name, 40),
            code: product.code,
          }),
          callbackData: buttons.showProduct.pack({ code: product.code }),
        },
      ]),
      pagerRow(products, (page) => buttons.products.pack({ page })),
      [{ text: words.plain('orders.products.add'), callbackData: buttons.addProduct.pack() }],
      [homeButton(words)],
    ],
  };
}

/** Everything about one product. `note`: what has just become of it. */
export function productCard(
  words: Words,
  model: { product: Product; botUsername: string; note?: 'created' | 'changed' },
): Screen {
  const { product, note } = model;
  const { code } = product;
  const names = { product: inline(product.name, 100), code };
  const card = words.t('orders.products.card', {
    ...names,
    state: words.plain(product.active ? 'orders.products.active' : 'orders.products.inactive'),
    kinds: kindList(words, product.acceptedMedia),
    limit: words.bytes(product.maxFileSizeBytes),
    pattern: product.seriesPattern ?? words.plain('orders.products.anySeries'),
  });
  const link = words.t('orders.products.link', { link: botLink(model.botUsername, orderLinkPayload(code)) });
  const edit = (field: ProductTextField): InlineButton => ({
    text: words.plain(`orders.products.${EDIT_LABELS[field]}`),
    callbackData: buttons.editProduct.pack({ field, code }),
  });
  return {
    html: [...(note ? [words.t(`orders.products.${note}`, names)] : []), card, link].join('\n\n'),
    buttons: [
      [
        edit('name'),
        { text: words.plain('orders.products.editKinds'), callbackData: buttons.productKinds.pack({ code }) },
      ],
      [edit('maxFileSizeBytes'), edit('seriesPattern')],
      [
        {
          text: words.plain(product.active ? 'orders.products.switchOff' : 'orders.products.switchOn'),
          callbackData: buttons.toggleProduct.pack({ code, active: product.active ? 'off' : 'on' }),
        },
      ],
      [{ text: words.plain('orders.products.toList'), callbackData: buttons.products.pack({ page: 1 }) }],
    ],
  };
}

/** One question of the dialogues that add or change a product. */
export function askProductScreen(words: Words, field: 'code' | ProductTextField): Screen {
  const rows = [[{ text: words.plain('common.cancel'), callbackData: buttons.cancelDialogue.pack() }]];
  if (field === 'seriesPattern') {
    rows.unshift([{ text: words.plain('common.skip'), callbackData: buttons.skipPattern.pack() }]);
  }
  return { html: words.t(`orders.products.ask.${field}`), buttons: rows };
}

/** The kinds of media to choose from, those chosen ticked. */
export function askKindsScreen(words: Words, chosen: readonly OrderMediaKind[]): Screen {
  return kindsScreen(words, chosen, (kind) => buttons.draftKind.pack({ kind }), [
    { text: words.plain('orders.products.done'), callbackData: buttons.draftKindsDone.pack() },
  ]);
}

/** The same for a product that is there already: each tap changes it. */
export function productKindsScreen(words: Words, { code, acceptedMedia }: Product): Screen {
  return kindsScreen(words, acceptedMedia, (kind) => buttons.toggleProductKind.pack({ kind, code }), [
    { text: words.plain('common.back'), callbackData: buttons.showProduct.pack({ code }) },
  ]);
}

const kindsScreen = (
  words: Words,
  chosen: readonly OrderMediaKind[],
  dataFor: (kind: OrderMediaKind) => string,
  lastRow: InlineButton[],
): Screen => ({
  html: words.t('orders.products.ask.acceptedMedia'),
  buttons: [
    ...orderMediaKinds.map((kind) => [
      {
        text: `${chosen.includes(kind) ? '☑' : '☐'} ${words.plain(`orders.kinds.${kind}`)}`,
        callbackData: dataFor(kind),
      },
    ]),
    lastRow,
  ],
});
