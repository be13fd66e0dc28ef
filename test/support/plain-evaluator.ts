/**
 * A second evaluator, written for plainness: it works on parsed JSON, shares nothing with the product, and
 * decides what cannot be known by trying both answers for every such part. Slow on purpose.
 */
export interface PlainPolicy {
  readonly version: '1.1' | '5.0';
  readonly role: 'policy' | 'scp' | 'session';
  /** Absent: nobody knows them. */
  readonly statements?: readonly PlainStatement[];
  readonly scope?: 'all' | 'global' | { readonly projects: readonly string[] };
}

export interface PlainStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** An element that no dialect has. */
  readonly Unknown?: string;
}

export interface PlainRequest {
  readonly action: string;
  readonly resources: readonly string[];
  readonly project?: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export type PlainDecision = 'Allow' | 'Deny' | 'ImplicitDeny' | 'Unknown';

/**
 * `projectLevel`: what the action's service is; undefined where that is not known. Undefined is the answer where
 * there are too many unknown parts to try out.
 */
export function plainDecision(policies: readonly PlainPolicy[], request: PlainRequest, mode: 'strict' | 'non-strict', projectLevel: boolean | undefined): PlainDecision | undefined {
  const answers = new Set<PlainDecision>();
  const unknowns: string[] = [];
  // The first round finds the parts that cannot be known, the others try every way in which they can come out.
  const first = new Map<string, boolean>();
  const ask = (known: ReadonlyMap<string, boolean>) => (id: string): boolean => {
    if (!unknowns.includes(id)) unknowns.push(id);
    return known.get(id) ?? false;
  };
  answers.add(decideOnce(policies, request, mode, projectLevel, ask(first)));
  for (let seen = -1; seen !== unknowns.length; ) {
    seen = unknowns.length;
    if (seen > 12) return undefined;
    for (let bits = 0; bits < 2 ** seen; bits++) {
      const known = new Map(unknowns.slice(0, seen).map((id, index) => [id, Math.floor(bits / 2 ** index) % 2 === 1]));
      answers.add(decideOnce(policies, request, mode, projectLevel, ask(known)));
      if (answers.size > 1) return 'Unknown';
    }
  }
  return [...answers][0];
}

type Ask = (id: string) => boolean;

function decideOnce(policies: readonly PlainPolicy[], request: PlainRequest, mode: string, projectLevel: boolean | undefined, ask: Ask): PlainDecision {
  const resources = request.resources.length > 0 ? request.resources : [undefined];
  const each = resources.map((resource) => decideResource(policies, request, resource, mode, projectLevel, ask));
  if (each.includes('Deny')) return 'Deny';
  return each.every((it) => it === 'Allow') ? 'Allow' : 'ImplicitDeny';
}

function decideResource(policies: readonly PlainPolicy[], request: PlainRequest, resource: string | undefined, mode: string, projectLevel: boolean | undefined, ask: Ask): PlainDecision {
  const applying: Record<string, string[]> = { policy: [], scp: [], session: [] };
  const limits = policies.some((it) => it.role === 'scp' && it.statements?.some(({ Effect }) => Effect === 'Allow'));
  let scpCut = false;
  for (const [index, policy] of policies.entries()) {
    const id = `${index}`;
    const takesPart = inScope(policy, request, projectLevel, () => ask(`scope ${id}`));
    const found = applying[policy.role] ?? [];
    if (!policy.statements) {
      const allows = ask(`hidden allow ${id} ${resource}`);
      const denies = ask(`hidden deny ${id} ${resource}`);
      if (takesPart && allows) found.push('Allow');
      if (takesPart && denies) found.push('Deny');
      // An SCP that nobody knows may be the one that has an Allow for something else.
      if (policy.role === 'scp' && !limits && takesPart && !allows) scpCut = true;
      continue;
    }
    for (const [number, statement] of policy.statements.entries()) {
      if (takesPart && applies(statement, policy.version, request, resource, (part) => ask(`${id} ${number} ${part} ${part === 'unreadable' ? resource : ''}`))) found.push(statement.Effect);
    }
  }
  if (Object.values(applying).some((it) => it.includes('Deny'))) return 'Deny';
  const byDefault = mode === 'non-strict' && request.action.toLowerCase().startsWith('modelarts:');
  if (!applying.policy?.includes('Allow') && !byDefault) return 'ImplicitDeny';
  if (policies.some((it) => it.role === 'session') && !applying.session?.includes('Allow')) return 'ImplicitDeny';
  if (limits ? !applying.scp?.includes('Allow') : scpCut && !applying.scp?.includes('Allow')) return 'ImplicitDeny';
  return 'Allow';
}

function inScope({ scope = 'all' }: PlainPolicy, request: PlainRequest, projectLevel: boolean | undefined, unknown: () => boolean): boolean {
  if (scope === 'all') return true;
  if (projectLevel === undefined) return unknown();
  if (scope === 'global' || !projectLevel) return true;
  return request.project === undefined ? unknown() : scope.projects.includes(request.project);
}

function applies(statement: PlainStatement, version: string, request: PlainRequest, resource: string | undefined, unknown: Ask): boolean {
  if (statement.Unknown !== undefined || (version === '1.1' && (statement.NotAction || statement.NotResource))) return unknown('unreadable');
  const question = version === '5.0';
  const names = (list: readonly string[]): boolean => list.some((it) => actionFits(it, request.action, question));
  const holds = (list: readonly string[]): boolean => list.some((it) => resourceFits(it, resource, question));
  // Every part is asked, so that all unknown ones are found.
  const parts = [
    statement.Action ? names(statement.Action) : !names(statement.NotAction ?? []),
    statement.Resource ? holds(statement.Resource) : statement.NotResource ? !holds(statement.NotResource) : true,
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, listed]) => {
        const answer = conditionHolds(operator, key, listed, request.context, version);
        return answer ?? unknown(`${operator} ${key}`);
      }),
    ),
  ];
  return parts.every((it) => it);
}

function actionFits(pattern: string, action: string, question: boolean): boolean {
  if (pattern === '*') return question;
  const [a, b] = [pattern.toLowerCase().split(':'), action.toLowerCase().split(':')];
  return a.length === 3 && b.length === 3 && a.every((it, index) => wild(it, b[index] ?? '', question));
}

function resourceFits(pattern: string, resource: string | undefined, question: boolean): boolean {
  if (pattern === '*') return true;
  if (resource === undefined) return false;
  const a = fiveOf(pattern);
  const b = fiveOf(resource);
  if (!a || !b) return pattern === resource && pattern.startsWith('/iam/agencies/');
  return a.every((it, index) => {
    const withCase = index === 2 || index === 4;
    const mayBeUnnamed = index === 1 || index === 2;
    const left = mayBeUnnamed && it === '' ? '*' : it;
    const right = mayBeUnnamed && b[index] === '*' ? '' : (b[index] ?? '');
    return withCase ? wild(left, right, question) : wild(left.toLowerCase(), right.toLowerCase(), question);
  });
}

function fiveOf(text: string): string[] | undefined {
  const parts = text.split(':');
  return parts.length < 5 ? undefined : [...parts.slice(0, 4), parts.slice(4).join(':')];
}

/** `*` is any run, `?` one code point where it counts. By trying, without cleverness. */
function wild(pattern: string, text: string, question: boolean): boolean {
  const [p, t] = [[...pattern], [...text]];
  const fits = (i: number, j: number): boolean => {
    if (i === p.length) return j === t.length;
    if (p[i] === '*') return fits(i + 1, j) || (j < t.length && fits(i, j + 1));
    return j < t.length && ((question && p[i] === '?') || p[i] === t[j]) && fits(i + 1, j + 1);
  };
  return fits(0, 0);
}

/** Undefined: cannot be known. */
function conditionHolds(written: string, key: string, listed: readonly string[], context: PlainRequest['context'], version: string): boolean | undefined {
  const prefix = /^(ForAllValues|ForAnyValue):/.exec(written)?.[1];
  const ifExists = written.endsWith('IfExists');
  const name = written.replace(/^For\w+:/, '').replace(/IfExists$/, '');
  const given = Object.entries(context).filter(([it]) => it.toLowerCase() === key.toLowerCase());
  const values = given.flatMap(([, it]) => it);
  if (name === 'Null') return ifExists || prefix ? undefined : listed.some((it) => (it === 'true') === (values.length === 0));
  const old = version === '1.1' ? /^String(Not)?(Like|StartWith|EndWith)$/ : /^String(Start|End)With$/;
  const known = old.test(name) || /^(String(Not)?(Equals|EqualsIgnoreCase|Match)|Number(Not)?Equals|Number(Less|Greater)Than(Equals)?|Date(Less|Greater)Than(Equals)?|Bool|(Not)?IpAddress)$/.test(name);
  if (!known) return undefined;
  if (values.length === 0) {
    if (ifExists) return true;
    return prefix === 'ForAllValues';
  }
  if (!prefix && values.length > 1) return undefined;
  const negated = name.includes('Not');
  const answers = readings(name.replace('Not', '')).map((matches) => {
    const one = (value: string): boolean => listed.some((it) => matches(value, it)) !== negated;
    return prefix === 'ForAnyValue' ? values.some(one) : values.every(one);
  });
  return answers.every((it) => it === answers[0]) ? answers[0] : undefined;
}

type Matches = (value: string, listed: string) => boolean;

function readings(name: string): Matches[] {
  const lower = (matches: Matches): Matches => (value, listed) => matches(value.toLowerCase(), listed.toLowerCase());
  const number = (test: (a: number, b: number) => boolean): Matches[] => [(value, listed) => test(Number(value), Number(listed))];
  const date = (test: (a: number, b: number) => boolean): Matches[] => [(value, listed) => test(Date.parse(value), Date.parse(listed))];
  const starts: Matches = (value, listed) => value.startsWith(listed);
  const ends: Matches = (value, listed) => value.endsWith(listed);
  const glob: Matches = (value, listed) => wild(listed, value, true);
  switch (name) {
    case 'StringEquals':
    case 'Bool':
      return [(value, listed) => value === listed];
    case 'StringEqualsIgnoreCase':
      return [lower((value, listed) => value === listed)];
    case 'StringMatch':
      return [glob];
    case 'StringStartWith':
      return [starts, lower(starts)];
    case 'StringEndWith':
      return [ends, lower(ends)];
    case 'StringLike':
      return [glob, lower((value, listed) => value.includes(listed))];
    case 'NumberEquals':
      return number((a, b) => a === b);
    case 'NumberLessThan':
      return number((a, b) => a < b);
    case 'NumberLessThanEquals':
      return number((a, b) => a <= b);
    case 'NumberGreaterThan':
      return number((a, b) => a > b);
    case 'NumberGreaterThanEquals':
      return number((a, b) => a >= b);
    case 'DateLessThan':
      return date((a, b) => a < b);
    case 'DateLessThanEquals':
      return date((a, b) => a <= b);
    case 'DateGreaterThan':
      return date((a, b) => a > b);
    case 'DateGreaterThanEquals':
      return date((a, b) => a >= b);
    case 'IpAddress':
      return [addressFits];
    default:
      throw new Error(name);
  }
}

/** IPv4 only, in bits written out. */
function addressFits(value: string, listed: string): boolean {
  const bits = (text: string): string =>
    text
      .split('.')
      .map((it) => Number(it).toString(2).padStart(8, '0'))
      .join('');
  const [network = '', size = '32'] = listed.split('/');
  return bits(value).startsWith(bits(network).slice(0, Number(size)));
}
