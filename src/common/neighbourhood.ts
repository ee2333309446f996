import { isIPv6 } from 'node:net';

const GROUPS = 8;
const OF_THE_NETWORK = 4;

/**
 * What is counted as one caller. Whoever has one IPv6 address has at least 2^64 of them, so there the network counts, however it
 * is written; an IPv4 address counts for itself, also in its IPv6 form. Anything else is answered as it came.
 */
export function neighbourhood(address: string): string {
  const [bare = ''] = address.split('%', 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return address;
  const [head = '', tail = ''] = bare.split('::');
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array<string>(Math.max(0, GROUPS - first.length - last.length)).fill('0');
  const network = [...first, ...zeros, ...last].slice(0, OF_THE_NETWORK);
  return `${network.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** An IPv4 address at the end stands for two groups, neither of which is of the network. */
const groupsOf = (part: string): string[] =>
  part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
