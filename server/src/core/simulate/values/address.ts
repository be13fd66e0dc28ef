/** An IP address: two 16-bit groups for IPv4, eight for IPv6. IPv4 and IPv6 are apart. */
export type Address = readonly number[];

/** A block of addresses; a single address is a block of its own size. */
export interface Block {
  readonly groups: Address;
  /** Leading bits that count. */
  readonly bits: number;
}

/** Reads `192.168.0.1` or `2001:db8::1`; undefined for everything else. */
export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readVersion6(text) : readVersion4(text);
}

/** Reads an address or a CIDR block such as `192.168.176.0/24`; bits behind the prefix do not count. */
export function readBlock(text: string): Block | undefined {
  const slash = text.indexOf('/');
  const groups = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (!groups) return undefined;
  const size = groups.length * 16;
  if (slash < 0) return { groups, bits: size };
  const digits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  const bits = Number(digits);
  return bits <= size ? { groups, bits } : undefined;
}

export function isWithin(address: Address, { groups, bits }: Block): boolean {
  if (address.length !== groups.length) return false;
  for (let index = 0, left = bits; left > 0; index++, left -= 16) {
    const mask = left >= 16 ? 0xffff : (0xffff << (16 - left)) & 0xffff;
    if (((address[index] ?? 0) & mask) !== ((groups[index] ?? 0) & mask)) return false;
  }
  return true;
}

/** An address of the block's family right outside it; undefined when the block holds all. */
export function addressOutside({ groups, bits }: Block): string | undefined {
  if (bits === 0) return undefined;
  const index = Math.floor((bits - 1) / 16);
  const flipped = groups.map((group, at) => (at === index ? group ^ (1 << (15 - ((bits - 1) % 16))) : group));
  return formatAddress(flipped);
}

export function formatAddress(groups: Address): string {
  if (groups.length === 2) return groups.flatMap((group) => [group >> 8, group & 0xff]).join('.');
  return groups.map((group) => group.toString(16)).join(':');
}

function readVersion4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((it) => /^(?:0|[1-9]\d{0,2})$/.test(it) && Number(it) <= 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a * 256 + b, c * 256 + d];
}

function readVersion6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? readGroups(halves[1] ?? '', true) : [];
  if (!head || !tail) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing >= 1 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Groups between colons; the last one may be an IPv4 address where `last` is set. */
function readGroups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const embedded = readVersion4(part);
      if (!embedded) return undefined;
      groups.push(...embedded);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups.length <= 8 ? groups : undefined;
}
