import { BlockList, isIP } from 'node:net';

/**
 * `private`: this machine or a network of the house. `forbidden`: never anybody's
 * receiver, such as the metadata service of a cloud, which hands out credentials.
 */
export type AddressKind = 'public' | 'private' | 'forbidden';

function blockList(ranges: readonly [address: string, prefix: number][]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of ranges)
    list.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return list;
}

/** By the special-purpose registries of IANA (RFC 6890) and the addresses of cloud metadata. */
const forbidden = blockList([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fd00:ec2::', 32],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8]
]);

const house = blockList([
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['::1', 128],
  ['fc00::', 7]
]);

/** The IPv4 address inside an IPv4-mapped one (`::ffff:0:0/96`), as text. */
function unmapped(address: string): string {
  const mapped = isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : '';
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(mapped) ?? [];
  if (high === undefined || low === undefined) return address;
  const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

/** What an IP address is good for; a text that is none is forbidden. */
export function kindOfAddress(text: string): AddressKind {
  const [bare = ''] = text.split('%');
  const address = unmapped(bare);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || forbidden.check(address, family)) return 'forbidden';
  return house.check(address, family) ? 'private' : 'public';
}

export interface Destination {
  url: URL;
  allowPrivate: boolean;
}

/** May an event be sent to this address of a destination? Plain HTTP stays in the house. */
export function mayConnect({ url, allowPrivate }: Destination, address: string): boolean {
  const kind = kindOfAddress(address);
  if (kind === 'private') return allowPrivate;
  return kind === 'public' && url.protocol === 'https:';
}

/** The address that a URL names itself, without a name to look up; null where there is a name. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

/**
 * What can be said of a destination before any name is looked up: the rest is
 * looked at when it is connected to, as an answer of the DNS may change.
 */
export function isDestination({ url, allowPrivate }: Destination): boolean {
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  const literal = literalAddress(url);
  if (literal !== null) return mayConnect({ url, allowPrivate }, literal);
  return url.protocol === 'https:' || allowPrivate;
}
