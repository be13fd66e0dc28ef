import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BuilderChange, changed } from '../../../server/src/core/builder/change.ts';
import { builderEdit } from '../../../server/src/core/builder/edit.ts';
import { type PlainStatement, plainPolicy } from '../../../server/src/core/builder/plain.ts';
import { whyReadOnly } from '../../../server/src/core/builder/shape.ts';
import { readDocument } from '../../../server/src/core/check.ts';
import type { PolicyKind } from '../../../server/src/core/policy/kind.ts';
import { applyEdits, type Edit } from '../../../server/src/core/text.ts';

const actions = ['a:b:c', 'a:b:d', 'a:e:c', 'f:g:h', 'a:*:*', 'A:b:I'];
const resources = ['a:*:*:b:*', 'f:*:*:g:x', '*'];
const operators = ['StringEquals', 'StringMatch', 'BoolIfExists'];
const keys = ['g:UserName', 'g:UserId', 'g:ResourceTag/a b'];
const values = ['ann', 'b"o', '张三', 'true'];
const kinds = ['custom-1.1', 'identity-5.0', 'trust-5.0', 'scp-5.0'] as const satisfies readonly PolicyKind[];

const oneOf = (from: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...from);
const some = (from: readonly string[], minLength = 0): fc.Arbitrary<string[]> => fc.uniqueArray(oneOf(from), { maxLength: 4, minLength });
const listOrOne = (from: readonly string[]): fc.Arbitrary<unknown> => fc.oneof(some(from), oneOf(from));

const condition = fc.dictionary(oneOf(operators), fc.dictionary(oneOf(keys), listOrOne(values), { minKeys: 1, maxKeys: 2 }), { maxKeys: 2 });

function statementOf(kind: PolicyKind): fc.Arbitrary<unknown> {
  const five = kind !== 'custom-1.1';
  const parts: Record<string, fc.Arbitrary<unknown>> = {
    ...(five ? { Sid: oneOf(['first', 'second']) } : {}),
    ...(kind === 'trust-5.0' ? { Principal: fc.dictionary(oneOf(['Service', 'IAM']), listOrOne(values), { maxKeys: 2 }) } : {}),
    Effect: oneOf(['Allow', 'Deny', 'allow']),
    Action: listOrOne(actions),
    Resource: fc.oneof(listOrOne(resources), fc.constant(null)),
    Condition: condition,
  };
  const whole = fc.record(parts, { requiredKeys: ['Action'] });
  // One in a few has a shape that is shown as text only.
  return fc.oneof({ weight: 6, arbitrary: whole }, { weight: 1, arbitrary: fc.record({ Effect: fc.constant('Allow'), Action: fc.constant(['a:b:c', 3]) }) });
}

/** Several ways to lay out the same JSON. */
const layouts: readonly ((value: unknown) => string)[] = [
  (value) => `${JSON.stringify(value, null, 2)}\n`,
  (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
  (value) => JSON.stringify(value),
  // Statements and members in lines, lists in one.
  (value) => JSON.stringify(value, null, 4).replace(/\[\s+("[^[\]{}]*?")\s+\]/g, (_, inside: string) => `[${inside.replace(/,\s+/g, ', ')}]`),
  (value) => JSON.stringify(value, null, 1).replaceAll('\n', '   \n\n'),
];

const change: fc.Arbitrary<BuilderChange> = fc
  .record({ statement: fc.nat(3), operator: oneOf(operators), to: oneOf(operators), key: oneOf(keys), value: oneOf(values), principal: oneOf(['Service', 'IAM']), actions: some(actions, 1), resources: some(resources, 1), values: some(values, 1), effect: fc.constantFrom('Allow', 'Deny'), negated: fc.boolean(), by: fc.constantFrom(-1, 1), pick: fc.nat(17) })
  .map((it): BuilderChange => {
    const { statement, operator, key, value, principal, effect, by } = it;
    const all: readonly BuilderChange[] = [
      { kind: 'set-effect', statement, value: effect },
      { kind: 'set-sid', statement, value },
      { kind: 'set-sid', statement, value: '' },
      { kind: 'add-strings', statement, element: 'action', values: it.actions },
      { kind: 'remove-strings', statement, element: 'action', values: it.actions },
      { kind: 'add-strings', statement, element: 'resource', values: it.resources },
      { kind: 'remove-strings', statement, element: 'resource', values: it.resources },
      { kind: 'set-negated', statement, element: it.pick > 8 ? 'action' : 'resource', negated: it.negated },
      { kind: 'add-principal', statement, principal, value },
      { kind: 'remove-principal', statement, principal, value },
      { kind: 'add-condition', statement, operator, key, values: it.values },
      { kind: 'remove-condition', statement, operator, key },
      { kind: 'set-operator', statement, operator, key, to: it.to },
      { kind: 'add-value', statement, operator, key, value },
      { kind: 'remove-value', statement, operator, key, value },
      { kind: 'add-statement', effect },
      { kind: it.negated ? 'remove-statement' : 'duplicate-statement', statement },
      { kind: 'move-statement', statement, by },
    ];
    return all[it.pick] ?? { kind: 'add-statement', effect };
  });

const drawn = fc
  .constantFrom(...kinds)
  .chain((kind) => fc.record({ kind: fc.constant(kind), statements: fc.array(statementOf(kind), { maxLength: 3 }), layout: fc.constantFrom(...layouts), changes: fc.array(change, { minLength: 1, maxLength: 12 }) }));

test('after any change the text is valid JSON, says what was wanted, and is the same elsewhere; undone it is as before', () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, ({ kind, statements, layout, changes }) => {
      let text = layout({ Version: kind.slice(-3), Statement: statements });
      for (const it of changes) {
        const before = plainOf(text, kind);
        const result = builderEdit(readDocument(text, { kind }), it);
        if ('problem' in result) {
          // A statement that is not there, or that is shown as text, or a value of another form: never a way not found.
          assert.ok(!result.problem.template.startsWith('This cannot be changed here'), `${JSON.stringify(it)}\n${text}`);
          continue;
        }
        const after = applyEdits(text, result.edits);
        JSON.parse(after);
        const wanted = changed(before, it, fresh(kind, it));
        assert.deepEqual(sorted(plainOf(after, kind)), sorted(wanted ?? before));
        if (result.edits.length > 0) made += 1;
        else assert.equal(after, text);
        assert.equal(applyEdits(after, inverse(text, result.edits)), text);
        assert.ok(isElsewhereTheSame(text, after, it, kind), `${JSON.stringify(it)}\n${text}\n${after}`);
        text = after;
      }
    }),
    { numRuns: 700, seed: 7 },
  );
  assert.ok(made > 800, `${String(made)} edits`);
});

function plainOf(text: string, kind: PolicyKind): readonly PlainStatement[] {
  const document = readDocument(text, { kind });
  const { policy } = document;
  assert.ok(policy, text);
  return plainPolicy(policy, (it) => whyReadOnly(it, policy, document) === undefined);
}

/** The same policy has its conditions in one order. */
function sorted(policy: readonly PlainStatement[]): unknown {
  return policy.map((it) => JSON.parse(JSON.stringify({ ...it, conditions: [...it.conditions].map((one) => JSON.stringify([one.operator, one.key, one.values])).sort() })) as unknown);
}

function fresh(kind: PolicyKind, it: BuilderChange): PlainStatement {
  const resource = kind === 'identity-5.0' || kind === 'scp-5.0' ? { resource: { negated: false, uri: false, strings: ['*'] } } : {};
  return { effect: it.kind === 'add-statement' ? it.effect : 'Allow', ...(kind === 'trust-5.0' ? { principal: { negated: false, entries: [] } } : {}), action: { negated: false, strings: [] }, ...resource, conditions: [] };
}

/** What an editor undoes: the texts that were replaced, where they stand now. */
function inverse(text: string, edits: readonly Edit[]): Edit[] {
  let moved = 0;
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start)
    .map((it): Edit => {
      const start = it.span.start + moved;
      moved += it.text.length - (it.span.end - it.span.start);
      return { span: { start, end: start + it.text.length }, text: text.slice(it.span.start, it.span.end) };
    });
}

/** The text of every other statement, byte for byte, and what stands before and behind the list of statements. */
function isElsewhereTheSame(before: string, after: string, it: BuilderChange, kind: PolicyKind): boolean {
  const [old, now] = [pieces(before, kind), pieces(after, kind)];
  if (it.kind === 'add-statement' || it.kind === 'remove-statement' || it.kind === 'duplicate-statement' || it.kind === 'move-statement') {
    const rest = (all: readonly string[]): string => JSON.stringify([...new Set(all)].sort());
    const [many, few] = old.length >= now.length ? [old, now] : [now, old];
    return many.length - few.length <= 1 && few.every((one) => many.includes(one)) && (it.kind !== 'move-statement' || rest(old) === rest(now));
  }
  return old.length === now.length && old.every((one, index) => index === it.statement || one === now[index]);
}

function pieces(text: string, kind: PolicyKind): readonly string[] {
  return (readDocument(text, { kind }).policy?.statements ?? []).map(({ node }) => text.slice(node.span.start, node.span.end));
}
