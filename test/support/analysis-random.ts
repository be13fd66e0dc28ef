/** A policy drawn at random, as text, with the kind that it is read as. */
export interface Drawn {
  readonly text: string;
  readonly kind: 'custom-1.1' | 'identity-5.0' | 'trust-5.0' | 'scp-5.0' | 'session-5.0';
  readonly strict: boolean;
}

/** A reproducible row of numbers from 0 up to but without 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws a policy that is small enough to try all its requests, and mean enough to be worth it. */
export function drawPolicy(random: () => number): Drawn {
  const draw = new Draw(random);
  const kind = draw.of(['custom-1.1', 'custom-1.1', 'identity-5.0', 'identity-5.0', 'identity-5.0', 'scp-5.0', 'trust-5.0', 'session-5.0'] as const);
  return { text: JSON.stringify(draw.policy(kind)), kind, strict: draw.chance(0.5) };
}

class Draw {
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  some<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }

  /** Few values, so that parts of different statements meet. */
  pool<T>(size: number, list: readonly T[]): readonly T[] {
    return this.some(size, () => this.of(list));
  }

  policy(kind: Drawn['kind']): object {
    const five = kind !== 'custom-1.1';
    const wild = five ? ['*', 'a', 'b', 'a*', '*b', '?', '?*', 'ab', 'a?', '??', '*a*', 'a*b', '*?*', '**', '*a*b'] : ['*', 'a', 'b', 'a*', '*b', 'ab', '*a*', 'A', 'a*b', 'b*a', '*a*b*', '**'];
    const services = this.pool(2, ['a', 'b', '*', 'A', ...(five ? ['?', 'a*'] : [])]);
    const types = this.pool(2, five ? [...wild, ''] : wild);
    const operations = this.pool(3, wild);
    const actions = this.pool(4, [0]).map(() => (five && this.chance(0.08) ? '*' : `${this.of(services)}:${this.of(types)}:${this.of(operations)}`));
    const resources = this.pool(3, [0]).map(() => this.resource(five));
    const conditions = this.pool(3, [0]).map(() => this.condition());
    const conditional = this.chance(0.6);
    const statements = this.some(this.of([1, 2, 2, 3, 3, 4, 5]), () => {
      const statement: Record<string, unknown> = { Effect: this.chance(0.5) ? 'Allow' : 'Deny' };
      if (kind === 'trust-5.0') statement[this.chance(0.85) ? 'Principal' : 'NotPrincipal'] = this.principal();
      statement[five && this.chance(0.2) ? 'NotAction' : 'Action'] = this.some(this.of([1, 1, 2, 2, 3]), () => this.of(actions));
      if (this.chance(0.5)) statement[five && this.chance(0.3) ? 'NotResource' : 'Resource'] = this.some(this.of([1, 1, 2]), () => this.of(resources));
      if (conditional && this.chance(0.6)) {
        const condition: Record<string, Record<string, readonly string[]>> = {};
        for (const { operator, key, values } of this.some(this.of([1, 1, 2]), () => this.of(conditions))) condition[operator] = { ...condition[operator], [key]: values };
        statement['Condition'] = condition;
      }
      return statement;
    });
    return { Version: five ? '5.0' : '1.1', Statement: statements };
  }

  private resource(five: boolean): string {
    if (this.chance(0.12)) return '*';
    if (this.chance(0.08)) return this.of(['/iam/agencies/a', '/iam/agencies/*']);
    const path = this.of(['*', 'a', 'A', 'a*', '*:a', 'b', ...(five ? ['a?', '?', '${*}'] : ['?']), ...(this.chance(0.3) ? ['${g:UserName}', 'a${x}'] : [])]);
    return [this.of(['a', 'a', '*']), this.of(['*', '', 'r']), this.of(['*', '*', '', 'c', 'C']), this.of(['a', 'b', '*', 'a*']), path].join(':');
  }

  private principal(): Record<string, readonly string[]> {
    return { [this.of(['IAM', 'Service'])]: this.some(this.of([1, 2]), () => this.of(['p', 'q', ...(this.chance(0.2) ? ['*'] : [])])) };
  }

  private condition(): { operator: string; key: string; values: readonly string[] } {
    const suffix = this.chance(0.3) ? 'IfExists' : '';
    const list = (values: readonly string[]): string[] => (this.chance(0.03) ? [] : this.some(this.of([1, 1, 2]), () => this.of(values)));
    const family = this.of(['string', 'string', 'string', 'number', 'date', 'bool', 'ip', 'null', 'opaque', 'any'] as const);
    const key = (name: string): string => (this.chance(0.03) ? name.toUpperCase() : name);
    switch (family) {
      case 'string': {
        const operator = this.of(['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringMatch', 'StringNotMatch']);
        const values = operator.endsWith('Match') ? ['a', 'a*', '*', '?', '*b', '?*', '${*}', 'a*b', '??*', ''] : ['a', 'b', 'A', '', '*', '${?}'];
        return { operator: operator + suffix, key: key('k:s'), values: list(values) };
      }
      case 'number':
        return { operator: this.of(['NumberEquals', 'NumberNotEquals', 'NumberLessThan', 'NumberLessThanEquals', 'NumberGreaterThan', 'NumberGreaterThanEquals']) + suffix, key: key('k:n'), values: list(['1', '2', '02.0', '-0.5']) };
      case 'date':
        return { operator: this.of(['DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals']) + suffix, key: key('k:d'), values: list(['2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z', '2024-01-01', '2024-01-01T08:00:01.000000+08:00']) };
      case 'bool':
        return { operator: `Bool${suffix}`, key: key('k:b'), values: list(['true', 'false']) };
      case 'ip':
        return { operator: this.of(['IpAddress', 'NotIpAddress']) + suffix, key: key('k:i'), values: list(['0.0.0.0/0', '128.0.0.0/1', '0.0.0.0/1', '::/0', '8000::/1', '192.0.0.0/2']) };
      case 'null':
        return { operator: 'Null', key: key(this.of(['k:s', 'k:n', 'k:b', 'k:i', 'k:o'])), values: list(['true', 'false']) };
      case 'opaque':
        return this.of([
          { operator: `StringStartWith${suffix}`, key: key('k:o'), values: list(['a', 'b']) },
          { operator: `ForAnyValue:StringEquals${suffix}`, key: 'k:o', values: list(['a', 'b']) },
          { operator: 'ForAllValues:StringNotEquals', key: 'k:s', values: list(['a']) },
          { operator: `StringEquals${suffix}`, key: 'g:TagKeys', values: list(['a', 'b']) },
          { operator: `StringEquals${suffix}`, key: 'k:s', values: ['${g:UserName}'] },
        ]);
      case 'any':
        return this.of([
          { operator: 'StringEquals', key: this.of(['k:n', 'k:b']), values: ['1'] },
          { operator: 'NumberEquals', key: 'k:s', values: ['1'] },
          { operator: 'Bool', key: 'k:s', values: ['true'] },
        ]);
    }
  }
}
