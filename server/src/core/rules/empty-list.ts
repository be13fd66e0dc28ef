import { type Json, type JsonObject, member, type Path } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule, RuleFinding, Severity } from './rule.ts';
import { removeMember } from './support/edits.ts';
import { is11, isWritten } from './support/kinds.ts';
import { policyObject } from './support/places.ts';
import { pages } from './support/sources.ts';

export const emptyList: Rule = {
  code: 'empty-list',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A list or an object is empty',
      avoid: '`"Statement": []`, `"Action": []`, and in 1.1 `"Resource": []` or `"Condition": {}`.',
      prefer: 'At least one item, or leave Resource and Condition out.',
      why: 'IAM asks for 1 to 8 statements, 1 to 10 resources and 1 to 10 conditions (IAM.1028, 1037, 1040, 1050, 1054). No minimum is documented for actions, but a statement without any matches nothing: there it is a warning, and in an SCP a Deny with an empty list is accepted.',
    },
    zhCn: {
      title: '列表或对象为空',
      avoid: '`"Statement": []`、`"Action": []`，以及1.1中的`"Resource": []`或`"Condition": {}`。',
      prefer: '至少写一项，或者不写Resource和Condition。',
      why: 'IAM要求1～8条授权语句、1～10个资源、1～10个条件（IAM.1028、1037、1040、1050、1054）。授权项没有规定最少个数，但一个授权项都没有的授权语句什么也匹配不到，因此只是警告；SCP中带空列表的Deny可以通过。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.1028', 'IAM.1037', 'IAM.1040', 'IAM.1050', 'IAM.1054'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
      "Resource": []
//                ^^ "Resource" is empty. Leave it out
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
    if (!object || !isWritten(policy)) return;
    const list = member(object, 'Statement')?.value;
    // An object where a list belongs has the wrong type, and that is said already.
    if (list?.type === 'array' && isEmpty(list)) yield { span: list.span, path: [...policy.path, 'Statement'], message: msg('"Statement" is empty: such a policy says nothing.') };
    for (const { node, path, effect } of policy.statements) {
      for (const name of ['Action', 'NotAction']) {
        const value = member(node, name)?.value;
        if (value?.type === 'array' && isEmpty(value) && !(policy.kind === 'scp-5.0' && effect?.value === 'Deny')) {
          yield { span: value.span, path: [...path, name], message: msg('"{0}" is empty: the statement names no action.', name), severity: 'warning', grade: 'inferred' };
        }
      }
      yield* resources(node, 'Resource', path, policy);
      yield* resources(node, 'NotResource', path, policy);
      if (is11(policy)) yield* conditions(node, [...path, 'Condition']);
    }
  },
};

function* resources(node: JsonObject, name: string, base: Path, policy: Policy): Iterable<RuleFinding> {
  const found = member(node, name);
  const value = found?.value;
  const severity: Severity = is11(policy) ? 'error' : 'warning';
  const path = [...base, name];
  if (value?.type === 'object') {
    const uri = member(value, 'uri')?.value;
    if (uri?.type === 'array' && isEmpty(uri)) yield { span: uri.span, path: [...path, 'uri'], message: msg('"uri" is empty: it names 1 to 20 agencies.') };
  } else if (found && isEmpty(value)) {
    const fixes = [{ title: msg('Remove "{0}": the statement is then about every resource', name), edits: [removeMember(node, found)], safe: false }];
    yield { span: value.span, path, fixes, message: msg('"{0}" is empty. Leave it out to mean every resource.', name), severity, grade: is11(policy) ? 'documented' : 'inferred' };
  }
}

function* conditions(node: JsonObject, path: Path): Iterable<RuleFinding> {
  const found = member(node, 'Condition');
  const value = found?.value;
  if (!found || value?.type !== 'object') return;
  // Not safe: whoever is about to fill it would lose it on saving.
  const fixes = [{ title: msg('Remove Condition, which is empty'), edits: [removeMember(node, found)], safe: false }];
  if (isEmpty(value)) yield { span: value.span, path, message: msg('"Condition" is empty. Leave it out when there is none.'), fixes };
  for (const { key, value: operator } of value.members) {
    if (operator?.type === 'object' && isEmpty(operator)) yield { span: operator.span, path: [...path, key.value], message: msg('"{0}" holds no condition key.', key.value) };
  }
}

function isEmpty(value: Json | undefined): value is Extract<Json, { type: 'array' | 'object' }> {
  if (value?.type === 'array') return value.closed && value.elements.length === 0;
  return value?.type === 'object' && value.closed && value.members.length === 0;
}
