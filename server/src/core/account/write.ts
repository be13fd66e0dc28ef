/** What a new account file says of one policy of the folder. */
export interface NewPolicy {
  /** Relative to the account file. */
  readonly file: string;
  readonly kind: string;
}

/**
 * The text of a first account file from the policies of a folder: a group for each policy of people, the service
 * control policies as boundaries, one agency, and one person who is in every group, to be renamed.
 */
export function newAccountText(policies: readonly NewPolicy[]): string {
  const granting = policies.filter((it) => it.kind === 'custom-1.1' || it.kind === 'identity-5.0' || it.kind === 'role-1.0');
  const agencies = granting.filter((it) => /agency|委托/i.test(baseName(it.file)));
  const groups = uniqueNames(granting.filter((it) => !agencies.includes(it)));
  const scps = policies.filter((it) => it.kind === 'scp-5.0').map((it) => it.file);
  return accountText({
    version: 1,
    authorization: 'strict',
    users: { ann: { groups: [...groups.keys()] } },
    federatedUsers: {},
    groups: Object.fromEntries([...groups].map(([name, file]) => [name, { policies: [file] }])),
    agencies: { modelarts_agency: { policies: agencies.map((it) => it.file) } },
    accessAuthorizations: [{ to: 'user:ann', agency: 'modelarts_agency', permissions: 'custom' }],
    ...(scps.length > 0 ? { scps } : {}),
  });
}

/** An account as a file is laid out: two blanks, short lists in one line. */
export function accountText(account: Readonly<Record<string, unknown>>): string {
  return `${write(account, '')}\n`;
}

const longestLine = 110;

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const flat = oneLine(value);
  const depth = indent.length / 2;
  if (depth > 1 && indent.length + flat.length < longestLine) return flat;
  if (flat === '[]' || flat === '{}') return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value) ? value.map((it) => inner + write(it, inner)) : Object.entries(value).map(([key, it]) => `${inner}${JSON.stringify(key)}: ${write(it, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, it]) => `${JSON.stringify(key)}: ${oneLine(it)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** `dev/developer.policy.json` makes a group `developer`. */
function uniqueNames(policies: readonly NewPolicy[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { file } of policies) {
    const base = baseName(file);
    let name = base;
    for (let count = 2; names.has(name); count++) name = `${base}-${count}`;
    names.set(name, file);
  }
  return names;
}

function baseName(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/(\.(policy|iampolicy|scp|trust))?\.json$/i, '');
}
