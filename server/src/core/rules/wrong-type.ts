import { type Json, type JsonArray, type JsonObject, member, type Path } from '../json/json.ts';
import type { SyntaxProblem } from '../json/parse.ts';
import { type Message, msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Fix, Rule, RuleFinding } from './rule.ts';
import { quoted, removeMember, wrapInList } from './support/edits.ts';
import { is11 } from './support/kinds.ts';
import { countingMembers, opening } from './support/places.ts';
import { pages } from './support/sources.ts';

export const wrongType: Rule = {
  code: 'wrong-type',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A value has the wrong JSON type',
      avoid: 'One string where a list belongs, a number or `true` without quotes, an object where a list belongs.',
      prefer: '`Statement`, `Action` and `Resource` are lists, also of one. `Condition` holds operators, they hold keys, those hold a list of strings; 5.0 takes a single string there, too.',
      why: 'IAM refuses the policy: IAM.1020, 1027, 1029, 1030, 1049, 1051 or 1053, and DATA_TYPE_MISMATCH in Access Analyzer.',
    },
    zhCn: {
      title: '值的JSON类型错误',
      avoid: '应为列表却写成一个字符串，数字或`true`没有加引号，应为列表却写成对象。',
      prefer: '`Statement`、`Action`和`Resource`都是列表，只有一项时也是。`Condition`中是运算符，运算符中是条件键，条件键的值是字符串列表；5.0也接受单个字符串。',
      why: 'IAM会拒绝该策略，错误码为IAM.1020、1027、1029、1030、1049、1051或1053；访问分析器报告DATA_TYPE_MISMATCH。',
    },
    sources: [pages.errorCodes, pages.createPolicy, pages.createPolicyV5, pages.accessAnalyzer],
    also: ['IAM.1020', 'IAM.1027', 'IAM.1030', 'IAM.1049', 'IAM.1051', 'IAM.1053', 'DATA_TYPE_MISMATCH'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "modelarts:notebook:list"
//              ^^^^^^^^^^^^^^^^^^^^^^^^^ "Action" is a list of strings.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"]
    }
  ]
}`,
  *check({ policy, json }) {
    const { value, path } = policy;
    if (value.type !== 'object') {
      yield { span: opening(value), path, message: msg('A policy is an object: "{0}" with Version and Statement in it.', '{ }') };
      return;
    }
    for (const { key, value: it } of countingMembers(value)) {
      if (!it) continue;
      if (key.value === 'Version' && it.type !== 'string') yield mustBeString('Version', it, [...path, 'Version'], policy);
      if (key.value === 'Statement') yield* statements(it, [...path, 'Statement'], policy, json.problems);
      if (key.value === 'Depends' && policy.kind === 'role-1.0') yield* depends(it, [...path, 'Depends']);
    }
  },
};

/** The roles that a role needs beside it; null counts as none. */
function* depends(value: Json, path: Path): Iterable<RuleFinding> {
  if (value.type === 'null') return;
  if (value.type !== 'array') {
    yield { span: value.type === 'object' ? opening(value) : value.span, path, message: msg('"{0}" is a list of objects.', 'Depends') };
    return;
  }
  for (const [index, role] of value.elements.entries()) {
    const at = [...path, index];
    if (role.type !== 'object') {
      if (role.type !== 'string' || role.closed) yield { span: role.span, path: at, message: msg('A dependency is an object with "catalog" and "display_name" in it.') };
      continue;
    }
    for (const { key, value: it } of countingMembers(role)) {
      if (it && it.type !== 'string' && (key.value === 'catalog' || key.value === 'display_name')) yield { span: it.span, path: [...at, key.value], message: msg('"{0}" is a string.', key.value) };
    }
  }
}

function* statements(value: Json, path: Path, policy: Policy, problems: readonly SyntaxProblem[]): Iterable<RuleFinding> {
  if (value.type === 'object') {
    yield { span: opening(value), path, message: msg('"Statement" is a list of statements.'), fixes: [wrap(value)] };
    yield* statement(value, path, policy);
    return;
  }
  if (value.type !== 'array') {
    yield { span: value.span, path, message: msg('"Statement" is a list of statements.') };
    return;
  }
  // Where a brace was forgotten, names and values stand in the list itself: the syntax has been reported already.
  const unsure = problems.some((it) => it.unsure && it.path.length === path.length + 1 && path.every((step, index) => step === it.path[index]));
  for (const [index, element] of value.elements.entries()) {
    if (element.type === 'object') yield* statement(element, [...path, index], policy);
    else if (!unsure && !(element.type === 'string' && !element.closed)) yield { span: element.span, path: [...path, index], message: msg('A statement is an object with Effect and Action in it.') };
  }
}

function* statement(node: JsonObject, base: Path, policy: Policy): Iterable<RuleFinding> {
  for (const { key, value } of countingMembers(node)) {
    if (!value) continue;
    const name = key.value;
    // The API writes null for what is not there.
    if (value.type === 'null' && name !== 'Effect' && name !== 'Action') continue;
    const path = [...base, name];
    switch (name) {
      case 'Sid':
      case 'Effect':
        if (value.type !== 'string') yield mustBeString(name, value, path, policy);
        break;
      case 'Action':
      case 'NotAction':
      case 'NotResource':
        yield* list(name, value, path, policy);
        break;
      case 'Resource':
        if (is11(policy) && value.type === 'object') yield* agencies(value, path, policy);
        else yield* list(name, value, path, policy);
        break;
      case 'Condition':
        yield* condition(value, path, node, policy);
        break;
      case 'Principal':
      case 'NotPrincipal':
        // Where it does not belong at all, that is said once.
        if (policy.kind === 'trust-5.0') yield* principal(name, value, path, policy);
        break;
    }
  }
}

/** `{"uri": [...]}`; other names in it are another rule's. */
function* agencies(value: JsonObject, path: Path, policy: Policy): Iterable<RuleFinding> {
  const uri = member(value, 'uri');
  if (value.closed && value.members.length === 0) yield { span: opening(value), path, message: msg('"{0}" is a list of strings.', 'Resource') };
  if (uri?.value) yield* list('uri', uri.value, [...path, 'uri'], policy);
}

function* list(name: string, value: Json, path: Path, policy: Policy): Iterable<RuleFinding> {
  if (value.type === 'array') yield* strings(name, value, path, policy);
  else if (value.type !== 'string') yield { span: spanOf(value), path, message: msg('"{0}" is a list of strings.', name) };
  else if (!value.closed) return;
  else if (policy.kind !== 'session-5.0') yield { span: value.span, path, message: msg('"{0}" is a list of strings.', name), fixes: [wrap(value)] };
  else yield { span: value.span, path, severity: 'information', grade: 'disputed', message: msg('"{0}" is a list of strings by the grammar, though a sample of the STS API writes one without a list.', name), fixes: [wrap(value)] };
}

/** @param right whether a number or a truth value in quotes is what belongs here */
function* strings(name: string, array: JsonArray, path: Path, policy: Policy, right = false): Iterable<RuleFinding> {
  for (const [index, element] of array.elements.entries()) {
    if (element.type !== 'string') yield mustBeString(name, element, [...path, index], policy, right);
  }
}

function* condition(value: Json, path: Path, node: JsonObject, policy: Policy): Iterable<RuleFinding> {
  if (value.type !== 'object') {
    const found = value.type === 'array' && value.closed && value.elements.length === 0 ? member(node, 'Condition') : undefined;
    const fixes = found ? { fixes: [{ title: msg('Remove Condition, which is empty'), edits: [removeMember(node, found)], safe: false }] } : {};
    yield { span: spanOf(value), path, message: msg('"Condition" is an object: operators, which hold keys, which hold values.'), ...fixes };
    return;
  }
  for (const operator of value.members) {
    if (!operator.value) continue;
    const at = [...path, operator.key.value];
    if (operator.value.type === 'null') {
      // Elsewhere null is nothing; here IAM.1051 refuses it.
      const fixes = [{ title: msg('Remove "{0}", which asks nothing', operator.key.value), edits: [removeMember(value, operator)], safe: false }];
      yield { span: operator.value.span, path: at, message: msg('An operator without condition keys is refused. Leave it out when it asks nothing.'), fixes };
      continue;
    }
    if (operator.value.type !== 'object') {
      yield { span: spanOf(operator.value), path: at, message: msg('An operator holds an object of condition keys and their values.') };
      continue;
    }
    for (const key of operator.value.members) {
      // The old operators that ask for null list no values: a sample of the API writes null for them.
      if (key.value && !(key.value.type === 'null' && is11(policy) && /^Is(?:Not)?Null/.test(operator.key.value))) yield* conditionValues(key.key.value, key.value, [...at, key.key.value], policy);
    }
  }
}

function* conditionValues(name: string, value: Json, path: Path, policy: Policy): Iterable<RuleFinding> {
  if (value.type === 'array') {
    yield* strings(name, value, path, policy, true);
  } else if (value.type === 'string') {
    if (value.closed && is11(policy)) yield { span: value.span, path, message: msg('The values of a condition key are a list of strings.'), fixes: [wrap(value)] };
  } else {
    const title = literalOf(value, policy);
    const message = msg('The values of a condition key are strings.');
    const edits = title === undefined ? [] : [{ span: value.span, text: is11(policy) ? `[${quoted(title)}]` : quoted(title) }];
    yield { span: spanOf(value), path, message, ...(title === undefined ? {} : { fixes: [{ title: is11(policy) ? msg('Put it in quotes and in a list') : msg('Put it in quotes'), edits, safe: true }] }) };
  }
}

function* principal(name: string, value: Json, path: Path, policy: Policy): Iterable<RuleFinding> {
  if (value.type !== 'object') {
    yield { span: spanOf(value), path, message: msg('"{0}" is an object: IAM, Service or Identity_provider, each with a list.', name) };
    return;
  }
  for (const entry of value.members) if (entry.value) yield* list(entry.key.value, entry.value, [...path, entry.key.value], policy);
}

function mustBeString(name: string, value: Json, path: Path, policy: Policy, right = false): RuleFinding {
  const message: Message = typeof path.at(-1) === 'number' ? msg('Every item of "{0}" is a string.', name) : msg('"{0}" is a string.', name);
  const literal = literalOf(value, policy);
  if (literal === undefined || !(right || isRight(name, literal))) return { span: spanOf(value), path, message };
  return { span: value.span, path, message, fixes: [{ title: msg('Put it in quotes'), edits: [{ span: value.span, text: quoted(literal) }], safe: true }] };
}

/** Whether an element takes this text. No number is an Effect, an action or a resource. */
function isRight(name: string, literal: string): boolean {
  return name === 'Sid' ? /^\w+$/.test(literal) : name === 'Version' && ['1.0', '1.1', '5.0'].includes(literal);
}

/** What a number or a truth value would be as a string. */
function literalOf(value: Json, policy: Policy): string | undefined {
  return value.type === 'number' || value.type === 'boolean' ? policy.text.slice(value.span.start, value.span.end) : undefined;
}

function wrap(value: Json): Fix {
  return { title: msg('Put it in a list'), edits: wrapInList(value.span), safe: true };
}

/** A list or an object of the wrong kind may be long; its bracket is enough. */
function spanOf(value: Json): { start: number; end: number } {
  return value.type === 'array' || value.type === 'object' ? opening(value) : value.span;
}
