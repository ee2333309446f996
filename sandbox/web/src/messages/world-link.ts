/** What an address means inside the sandbox. */
export type WorldLink =
  | { kind: 'start'; username: string; payload: string }
  | { kind: 'user'; username: string }
  | { kind: 'invite'; url: string }
  | { kind: 'outside'; url: string }
  /** Not something a page may open, for example `javascript:`. */
  | { kind: 'unsafe' };

const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const TELEGRAM_HOSTS = new Set(['t.me', 'telegram.me', 'telegram.dog']);

/** Reads an address as Telegram's apps do: `t.me/bot?start=x` and `tg://resolve` stay inside. */
export function readLink(address: string): WorldLink {
  const url = parse(address);
  if (!url) return { kind: 'unsafe' };
  if (url.protocol === 'tg:') return readTgLink(url);
  if (!SAFE_PROTOCOLS.has(url.protocol)) return { kind: 'unsafe' };
  if (!TELEGRAM_HOSTS.has(url.hostname)) return { kind: 'outside', url: url.href };
  const [first = '', second] = url.pathname.slice(1).split('/');
  if (first.startsWith('+') || first === 'joinchat') return { kind: 'invite', url: url.href };
  if (!/^\w{3,}$/.test(first) || (second && !/^\d+$/.test(second))) return { kind: 'outside', url: url.href };
  return toUsername(first, url.searchParams.get('start'));
}

function readTgLink(url: URL): WorldLink {
  const username = url.searchParams.get('domain');
  if (url.hostname !== 'resolve' || !username) return { kind: 'unsafe' };
  return toUsername(username, url.searchParams.get('start'));
}

function toUsername(username: string, payload: string | null): WorldLink {
  return payload === null ? { kind: 'user', username } : { kind: 'start', username, payload };
}

function parse(address: string): URL | undefined {
  const complete =
    /^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[\w.-]+:\d+/.test(address) ? address : `https://${address}`;
  try {
    return new URL(complete);
  } catch {
    return undefined;
  }
}
