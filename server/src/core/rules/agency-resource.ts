import { msg } from '../message.ts';
import type { Policy, ResourceList, Statement } from '../policy/policy.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { removeMember } from './support/edits.ts';
import { is11 } from './support/kinds.ts';
import { pages } from './support/sources.ts';

export const agencyResource: Rule = {
  code: 'agency-resource',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'A statement about agencies is not formed as IAM asks',
      avoid: 'Other URIs than `/iam/agencies/<id>`, other actions than `iam:agencies:assume`, or a Condition beside the object form of Resource. An agency URI in a plain list.',
      prefer: '`"Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/<id>"] }` in a statement of its own, without Condition.',
      why: 'The object form is for agencies only (IAM.1038) and takes no Condition (IAM.1039). In a plain list the five parts of a resource are missing.',
    },
    zhCn: {
      title: '关于委托的授权语句格式不符合要求',
      avoid: '使用`/iam/agencies/<id>`以外的URI、`iam:agencies:assume`以外的授权项，或者在对象形式的Resource旁写Condition；把委托URI写在普通列表中。',
      prefer: '`"Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/<id>"] }`，单独一条授权语句，不带Condition。',
      why: '对象形式只用于委托（IAM.1038），不能与Condition同时使用（IAM.1039）。写在普通列表中则缺少资源的五段。',
    },
    sources: [pages.errorCodes, pages.agencyPolicy],
    also: ['IAM.1038', 'IAM.1039'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:agencies:assume"],
      "Resource": { "uri": ["/iam/agencies/07805acaba800fdd4fbdc00b8f888c7c"] },
      "Condition": { "StringEquals": { "g:UserName": ["ann"] } }
//    ^^^^^^^^^^^ A statement that names agencies takes no Condition.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:agencies:assume"],
      "Resource": { "uri": ["/iam/agencies/07805acaba800fdd4fbdc00b8f888c7c"] }
    }
  ]
}`,
  *check({ policy }) {
    if (!is11(policy)) return;
    for (const statement of policy.statements) {
      const { resource } = statement;
      if (resource?.uri) yield* objectForm(statement, resource);
      else if (resource) yield* plainForm(resource, policy);
    }
  },
};

/** Older editions call the action `iam:tokens:assume`. */
const assume: ReadonlySet<string> = new Set(['iam:agencies:assume', 'iam:tokens:assume']);

function* objectForm({ node, path, action, condition }: Statement, { strings }: ResourceList): Iterable<RuleFinding> {
  for (const { node: uri, value, path: at } of strings) {
    if (uri.closed && !/^\/iam\/agencies\/[^/\s]+$/.test(value)) yield { span: uri.span, path: at, message: msg('This is not the URI of an agency: "{0}".', '/iam/agencies/<id>') };
  }
  for (const it of action?.strings ?? []) {
    if (it.sound && !assume.has(it.value.toLowerCase())) yield { span: it.node.span, path: it.path, message: msg('Agencies are the Resource of "{0}" only.', 'iam:agencies:assume') };
  }
  if (!condition) return;
  const fixes = [{ title: msg('Remove Condition: the statement then always applies'), edits: [removeMember(node, condition.member)], safe: false }];
  yield { span: condition.member.key.span, path: [...path, 'Condition'], on: 'key', message: msg('A statement that names agencies takes no Condition.'), fixes };
}

function* plainForm(list: ResourceList, policy: Policy): Iterable<RuleFinding> {
  const value = list.member.value;
  if (!value || !list.strings.some((it) => it.node.closed && it.value.startsWith('/iam/agencies/'))) return;
  const all = list.strings.every((it) => it.value.startsWith('/iam/agencies/'));
  const text = policy.text.slice(value.span.start, value.span.end);
  const edits = [{ span: value.span, text: `{ "uri": ${value.type === 'array' ? text : `[${text}]`} }` }];
  const fixes = all ? { fixes: [{ title: msg('Write the agencies in the object form'), edits, safe: true }] } : {};
  for (const { node, value: written, path } of list.strings) {
    if (node.closed && written.startsWith('/iam/agencies/')) yield { span: node.span, path, message: msg('Agencies stand in an object: {0}.', '{ "uri": ["/iam/agencies/<id>"] }'), ...fixes };
  }
}
