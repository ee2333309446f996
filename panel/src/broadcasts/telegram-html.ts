/** A piece of a text: words, or words in one of Telegram's ways. */
export type MessageNode = string | MessageElement;

export interface MessageElement {
  readonly mark: Mark;
  /** Of a link, when it leads somewhere a browser may be sent to. */
  readonly href?: string;
  readonly children: MessageNode[];
}

type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'link' | 'emoji' | 'code' | 'pre' | 'quote';

const MARKS: Readonly<Record<string, Mark>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'link',
  'tg-emoji': 'emoji',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
};
const TAG = /^<(\/?)([a-z][a-z\d-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>/i;
const ENTITY = /^&(lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});/i;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'tg:', 'mailto:']);
/** Deeper than anybody writes; what is deeper still is words. */
const DEEPEST = 32;

/**
 * Reads a text in Telegram's HTML into pieces that are then drawn as elements of the page's own making. Nothing becomes
 * markup that is not named here; whatever else there is (other tags, signs that stand alone) stays what it is: words.
 */
export function readMessage(html: string): MessageNode[] {
  const root: MessageNode[] = [];
  const open: { tag: string; children: MessageNode[] }[] = [{ tag: '', children: root }];
  let words = '';
  const into = () => (open.at(-1) as { children: MessageNode[] }).children;
  const flush = () => {
    if (words !== '') into().push(words);
    words = '';
  };
  for (let at = 0; at < html.length;) {
    const rest = html.slice(at, at + 4_096);
    const entity = ENTITY.exec(rest);
    const tag = TAG.exec(rest);
    const taken = entity ?? tag;
    const name = tag?.[2]?.toLowerCase() ?? '';
    const mark = Object.hasOwn(MARKS, name) ? MARKS[name] : undefined;
    if (entity?.[1]) words += characterOf(entity[0], entity[1]);
    else if (tag && mark && tag[1] === '' && open.length < DEEPEST) {
      flush();
      const element: MessageElement = { mark, children: [], ...(mark === 'link' && { href: addressIn(tag[3] ?? '') }) };
      into().push(element);
      open.push({ tag: name, children: element.children });
    } else if (tag && mark && tag[1] === '/' && open.at(-1)?.tag === name) {
      flush();
      open.pop();
    } else words += taken?.[0] ?? html[at] ?? '';
    at += taken?.[0].length ?? 1;
  }
  flush();
  return root;
}

/** What people read of it: its words without their marks. */
export const wordsOf = (nodes: readonly MessageNode[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('');

function characterOf(whole: string, name: string): string {
  const named = NAMED[name.toLowerCase()];
  if (named !== undefined) return named;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function addressIn(attributes: string): string | undefined {
  const found = HREF.exec(attributes);
  return safeAddress(wordsOf(readMessage(found?.[1] ?? found?.[2] ?? found?.[3] ?? '')));
}

/** The address, if it is one that a browser may be sent to from here. */
export const safeAddress = (address: string): string | undefined =>
  URL.canParse(address) && SAFE_PROTOCOLS.has(new URL(address).protocol) ? address : undefined;
