import type { Catalog, NameVersion } from '../catalog/catalog.ts';
import { type JsonString, type Path, valueSpan } from '../json/json.ts';
import { msg } from '../message.ts';
import type { ConditionKey } from '../policy/policy.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { counterpartOfAws, meantKey } from './support/keys.ts';
import { versionName } from './support/kinds.ts';
import { conditionKeys, conditionValues, writtenResources } from './support/places.ts';
import { pages } from './support/sources.ts';
import { variablesIn } from '../policy/variables.ts';

export const unknownConditionKey: Rule = {
  code: 'unknown-condition-key',
  severity: 'warning',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A condition key is not known',
      avoid: 'Misspelt keys (`g:UserNane`), keys of AWS (`aws:SourceIp`), a name without prefix (`UserName`).',
      prefer: 'A global key such as `g:UserName`, or a key of the service such as `modelarts:poolType`.',
      why: 'A request never carries a key that does not exist, so the condition decides otherwise than it reads. A key near to exactly one known one, or of AWS, is a warning; an unknown global or ModelArts key is information, because our data has a date. Keys of other services are not judged.',
    },
    zhCn: {
      title: '条件键未知',
      avoid: '拼写错误的条件键（`g:UserNane`）、AWS的条件键（`aws:SourceIp`）、没有前缀的名称（`UserName`）。',
      prefer: '`g:UserName`等全局条件键，或者`modelarts:poolType`等服务级条件键。',
      why: '请求中不会出现不存在的条件键，条件的结果就会与字面意思不同。与唯一一个已知条件键接近、或属于AWS的条件键，给出警告；未知的全局条件键和ModelArts条件键只是提示信息，因为我们的数据截至某一天。不检查其他服务的条件键。',
    },
    sources: [pages.errorCodes, pages.syntax, pages.keysV5],
    also: ['IAM.1052'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"],
      "Condition": {
        "StringEquals": { "g:UserNane": ["ann"] },
//                        ^^^^^^^^^^^^ "g:UserNane" is not a condition key that we know. Did you mean "g:UserName"?
        "Bool": { "aws:MultiFactorAuthPresent": ["false"] }
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This is a condition key of AWS. Here it is "g:MFAPresent".
      }
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"],
      "Condition": {
        "StringEquals": { "g:UserName": ["ann"] },
        "Bool": { "g:MFAPresent": ["false"] }
      }
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (policy.version === '1.0') return;
    for (const { key } of conditionKeys(policy)) {
      const finding = findingFor(key, policy.version, catalog);
      if (finding) yield finding;
    }
    for (const { resource } of writtenResources(policy)) yield* inVariables(resource.node, resource.path, policy.text, policy.version, catalog);
    for (const { value, path } of conditionValues(policy)) yield* inVariables(value, path, policy.text, policy.version, catalog);
  },
};

function findingFor(key: ConditionKey, version: NameVersion, catalog: Catalog): RuleFinding | undefined {
  const { name, path, member } = key;
  const at = { span: member.key.span, path, on: 'key' } as const;
  const known = catalog.conditionKey(name);
  if (known?.versions[version] !== undefined || name === '') return undefined;
  const fixTo = (meant: string): Pick<RuleFinding, 'fixes'> => ({ fixes: [{ title: msg('Change to "{0}"', meant), edits: [replaceString(member.key, meant)], safe: false }] });
  if (name.toLowerCase().startsWith('aws:')) {
    const meant = counterpartOfAws(catalog, name, version);
    if (meant === undefined) return { ...at, message: msg('This is a condition key of AWS. Keys of every service start with "g:" here.') };
    return { ...at, message: msg('This is a condition key of AWS. Here it is "{0}".', meant), ...fixTo(meant) };
  }
  if (known) {
    const other = version === '1.1' ? '5.0' : '1.1';
    return { ...at, severity: 'information', message: msg('"{0}" is in our data of {1} for {2} only.', name, catalog.date, versionName(other)) };
  }
  if (!name.includes(':')) {
    const meant = catalog.conditionKey(`g:${name}`)?.versions[version] === undefined ? undefined : catalog.conditionKey(`g:${name}`)?.name;
    const message = msg('A condition key has a prefix: "g:" for keys of every service, else the service.');
    return meant === undefined ? { ...at, message } : { ...at, message: msg('"{0}" is not a condition key that we know. Did you mean "{1}"?', name, meant), ...fixTo(meant) };
  }
  const meant = meantKey(catalog, name, version);
  if (meant !== undefined) return { ...at, message: msg('"{0}" is not a condition key that we know. Did you mean "{1}"?', name, meant), ...fixTo(meant) };
  if (!/^(?:g|modelarts):/i.test(name)) return undefined;
  return { ...at, severity: 'information', message: msg('The condition key "{0}" is not in our data of {1}.', name, catalog.date) };
}

/** Slips in the keys of policy variables: `${g:UserNane}`. Literals such as `${*}` and unknown keys are left alone. */
function* inVariables(node: JsonString, path: Path, text: string, version: NameVersion, catalog: Catalog): Iterable<RuleFinding> {
  if (!node.value.includes('${')) return;
  for (const { from, to, closed } of variablesIn(node.value)) {
    const written = node.value.slice(from + 2, to - 1).split(',', 1)[0] ?? '';
    const name = written.trim();
    if (!closed || !name.includes(':') || catalog.conditionKey(name)?.versions[version] !== undefined) continue;
    const meant = counterpartOfAws(catalog, name, version) ?? meantKey(catalog, name, version);
    if (meant === undefined || catalog.conditionKey(name)) continue;
    const start = from + 2 + written.indexOf(name);
    const span = valueSpan(text, node, start, start + name.length);
    const fixes = [{ title: msg('Change to "{0}"', meant), edits: [{ span, text: meant }], safe: false }];
    yield { span, path, message: msg('"{0}" is not a condition key that we know. Did you mean "{1}"?', name, meant), fixes };
  }
}
