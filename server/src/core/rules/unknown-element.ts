import type { JsonObject, Member, Path } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Fix, Rule, RuleFinding } from './rule.ts';
import { removeMember, replaceString } from './support/edits.ts';
import { elementsOf, foreignElements, meantElement, policyElements } from './support/elements.ts';
import { is11, kindName } from './support/kinds.ts';
import { countingMembers, policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

export const unknownElement: Rule = {
  code: 'unknown-element',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A name does not belong here',
      avoid: 'Names that this kind of policy does not have: misspelt ones, comments such as `"Note"`, and elements of other dialects, such as `Sid` or `NotResource` in a custom policy (1.1).',
      prefer: 'In 1.1: Version and Statement, in a statement Effect, Action, Resource and Condition. In 5.0 also Sid, NotAction and NotResource, and Principal in trust policies.',
      why: 'IAM refuses a policy with a name that it does not know (IAM.1059, INVALID_POLICY_ELEMENT). Letter case counts.',
    },
    zhCn: {
      title: '此处不能使用该名称',
      avoid: '这种策略中没有的名称：拼写错误的名称、`"Note"`之类的注释，以及其他策略语言的元素，例如自定义策略（1.1）中的`Sid`或`NotResource`。',
      prefer: '1.1中：Version和Statement，授权语句中有Effect、Action、Resource和Condition。5.0中还有Sid、NotAction和NotResource，信任策略中还有Principal。',
      why: 'IAM会拒绝含有未知名称的策略（IAM.1059、INVALID_POLICY_ELEMENT）。名称区分大小写。',
    },
    sources: [pages.errorCodes, pages.createPolicy, pages.createPolicyV5, pages.accessAnalyzer],
    also: ['IAM.1059', 'INVALID_POLICY_ELEMENT'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Actions": ["modelarts:notebook:list"]
//    ^^^^^^^^^ "Actions" does not belong here. Did you mean "Action"?
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
  *check({ policy }) {
    const object = policyObject(policy);
    if (!object) return;
    yield* unknownIn(object, policy.path, policyElements(policy.kind), policy);
    const known = elementsOf(policy.kind);
    for (const { node, path, resource, principal } of policy.statements) {
      yield* unknownIn(node, path, known, policy);
      const agencies = resource?.member.value;
      if (is11(policy) && agencies?.type === 'object') yield* unknownIn(agencies, [...path, 'Resource'], ['uri'], policy);
      const principals = principal?.member.value;
      if (policy.kind === 'trust-5.0' && principals?.type === 'object') yield* unknownIn(principals, principal?.path ?? path, ['IAM', 'Service', 'Identity_provider'], policy);
    }
  },
};

/** Kinds of principals that AWS calls otherwise. */
const principalOfAws: Readonly<Partial<Record<string, string>>> = { AWS: 'IAM', Federated: 'Identity_provider' };

function* unknownIn(object: JsonObject, path: Path, known: readonly string[], policy: Policy): Iterable<RuleFinding> {
  for (const found of countingMembers(object)) {
    const { key, value } = found;
    // A name without a value is still being typed, and the syntax is reported.
    if (known.includes(key.value) || !key.closed || value === undefined || hasOwnRule(found, policy)) continue;
    const at: Pick<RuleFinding, 'span' | 'path' | 'on'> = { span: key.span, path: [...path, key.value], on: 'key' };
    const meant = known.includes('IAM') ? (principalOfAws[key.value] ?? meantElement(object, found, known)) : meantElement(object, found, known);
    if (meant) {
      const fixes = [{ title: msg('Change to "{0}"', meant), edits: [replaceString(key, meant)], safe: false }];
      yield { ...at, message: msg('"{0}" does not belong here. Did you mean "{1}"?', key.value, meant), fixes };
    } else if (foreignElements.includes(key.value)) {
      yield { ...at, message: msg('"{0}" does not belong here: {1} have no such element.', key.value, kindName(policy.kind)), fixes: [removal(object, found)] };
    } else {
      yield { ...at, message: msg('"{0}" does not belong here. Known are {1}.', key.value, known.join(', ')), fixes: [removal(object, found)] };
    }
  }
}

function removal(object: JsonObject, found: Member): Fix {
  const name = found.key.value;
  const title =
    name === 'Resource' || name === 'NotResource'
      ? msg('Remove "{0}": the statement is then about every resource', name)
      : name === 'Condition'
        ? msg('Remove Condition: the statement then always applies')
        : msg('Remove "{0}" with all that stands in it', name);
  return { title, edits: [removeMember(object, found)], safe: false };
}

/** Principal, NotAction and Depends mean something to people; other rules say what. */
function hasOwnRule({ key }: Member, policy: Policy): boolean {
  switch (key.value) {
    case 'Principal':
    case 'NotPrincipal':
      return policy.kind !== 'role-1.0';
    case 'NotAction':
    case 'Depends':
      return is11(policy);
    case 'role':
      return policy.kind === 'custom-1.1' && !policy.role;
    default:
      return false;
  }
}
