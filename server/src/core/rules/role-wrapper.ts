import { type Json, type JsonObject, member, type Path } from '../json/json.ts';
import { msg } from '../message.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { removeMember, replaceString } from './support/edits.ts';
import { limits } from './support/limits.ts';
import { isEmptyWrapper, opening } from './support/places.ts';
import { pages } from './support/sources.ts';

export const roleWrapper: Rule = {
  code: 'role-wrapper',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'The object around the policy is not what the API takes',
      avoid: 'A blank or too long `display_name`, another `type` than `AX` or `XA`, or `catalog`, `flag` or `name` in a request that creates a custom policy.',
      prefer: '`{ "role": { "display_name": "ops", "type": "XA", "description": "…", "policy": { … } } }`. `AX` is for global services, `XA` for project-level ones.',
      why: 'IAM refuses the request (IAM.1000 to 1009, 1018, 1019, 1060). What the API returns holds more; such an object, which has an `id` or `links`, is left alone.',
    },
    zhCn: {
      title: '策略外层的对象不符合API要求',
      avoid: '创建自定义策略的请求中，`display_name`为空或过长，`type`不是`AX`或`XA`，或者出现了`catalog`、`flag`、`name`。',
      prefer: '`{ "role": { "display_name": "ops", "type": "XA", "description": "…", "policy": { … } } }`。`AX`用于全局级服务，`XA`用于项目级服务。',
      why: 'IAM会拒绝该请求（IAM.1000至1009、1018、1019、1060）。API返回的内容更多，带有`id`或`links`的对象不作检查。',
    },
    sources: [pages.errorCodes, pages.createPolicy],
    also: ['IAM.0077', 'IAM.1000', 'IAM.1001', 'IAM.1002', 'IAM.1004', 'IAM.1005', 'IAM.1006', 'IAM.1007', 'IAM.1008', 'IAM.1009', 'IAM.1018', 'IAM.1019', 'IAM.1060'],
  },
  bad: `
{
  "role": {
    "display_name": "ops",
    "type": "AA",
//          ^^^^ The type of a custom policy is "AX" (global services) or "XA" (project-level services).
    "description": "Operations",
    "policy": { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:list"] }] }
  }
}`,
  good: `
{
  "role": {
    "display_name": "ops",
    "type": "XA",
    "description": "Operations",
    "policy": { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["modelarts:pool:list"] }] }
  }
}`,
  *check({ json, policy }) {
    if (policy.kind !== 'custom-1.1') return;
    const outside = json.root?.type === 'object' ? member(json.root, 'role')?.value : undefined;
    if (outside && outside.type !== 'object') yield { span: spanOf(outside), path: ['role'], message: msg('"role" is an object with display_name, type, description and policy.') };
    const role = policy.role ?? (isEmptyWrapper(policy) ? outside : undefined);
    if (role?.type !== 'object') return;
    if (role.closed && member(role, 'policy') === undefined) yield { span: opening(role), path: ['role'], message: msg('"{0}" is missing.', 'policy') };
    // What the API returns has more in it, and roles (1.0) are made by Huawei Cloud.
    if (['id', 'links', 'domain_id'].some((it) => member(role, it) !== undefined)) return;
    yield* displayName(role);
    yield* type(role);
    yield* text(role, 'description', true);
    yield* text(role, 'description_cn', false);
    for (const name of ['catalog', 'flag', 'name']) {
      const found = member(role, name);
      if (!found) continue;
      const fixes = [{ title: msg('Remove "{0}"', name), edits: [removeMember(role, found)], safe: true }];
      yield { span: found.key.span, path: ['role', name], on: 'key', message: msg('IAM sets "{0}" itself. A custom policy must not have it.', name), fixes };
    }
  },
};

function* displayName(role: JsonObject): Iterable<RuleFinding> {
  const value = member(role, 'display_name')?.value;
  const path: Path = ['role', 'display_name'];
  if (!value) {
    if (role.closed && member(role, 'display_name') === undefined) yield { span: opening(role), path: ['role'], message: msg('"{0}" is missing.', 'display_name') };
  } else if (value.type !== 'string') {
    yield { span: value.span, path, message: msg('"{0}" is a string.', 'display_name') };
  } else if (value.closed && (value.value === '' || /\s/.test(value.value))) {
    const name = value.value.trim().replace(/\s+/g, '-');
    const fixes = name === '' ? {} : { fixes: [{ title: msg('Change to "{0}"', name), edits: [replaceString(value, name)], safe: false }] };
    yield { span: value.span, path, message: msg('The name of a policy is not empty and has no blanks.'), ...fixes };
  } else if (value.value.length > limits.displayName) {
    yield { span: value.span, path, message: msg('The name of a policy has at most {0} characters. This has {1}.', limits.displayName, value.value.length) };
  }
}

function* type(role: JsonObject): Iterable<RuleFinding> {
  const found = member(role, 'type');
  const message = msg('The type of a custom policy is "AX" (global services) or "XA" (project-level services).');
  if (!found && role.closed) yield { span: opening(role), path: ['role'], message };
  const value = found?.value;
  if (!value || (value.type === 'string' && (!value.closed || value.value === 'AX' || value.value === 'XA'))) return;
  const fixes = value.type === 'string' ? ['XA', 'AX'].map((it) => ({ title: msg('Change to "{0}"', it), edits: [replaceString(value, it)], safe: false })) : [];
  yield { span: spanOf(value), path: ['role', 'type'], message, fixes };
}

function* text(role: JsonObject, name: string, needed: boolean): Iterable<RuleFinding> {
  const found = member(role, name);
  if (!found && needed && role.closed) yield { span: opening(role), path: ['role'], message: msg('"{0}" is missing.', name) };
  const value = found?.value;
  const path: Path = ['role', name];
  if (value && value.type !== 'string') yield { span: spanOf(value), path, message: msg('"{0}" is a string.', name) };
  else if (value && value.value.length > limits.description) {
    const message = msg('"{0}" has {1} characters. An edition of the API reference allows {2}.', name, value.value.length, limits.description);
    yield { span: value.span, path, severity: 'information', grade: 'disputed', message };
  }
}

function spanOf(value: Json): { start: number; end: number } {
  return value.type === 'array' || value.type === 'object' ? opening(value) : value.span;
}
