import { type JsonString, valueSpan } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { Fix, Rule } from './rule.ts';
import { replaceString } from './support/edits.ts';
import { operatorFact } from './support/operators.ts';
import { conditionValues } from './support/places.ts';
import { pages } from './support/sources.ts';
import { isAddress, isDate, isNumber } from './support/values.ts';

export const conditionValueFormat: Rule = {
  code: 'condition-value-format',
  severity: 'error',
  grade: 'inferred',
  docs: {
    en: {
      title: 'A condition value does not have the form that the operator compares',
      avoid: '`"yes"` for Bool, `"1 May 2024"` for a date, `"ten"` for a number, `"10.0.0.0/40"` for an address, and in version 1.1 values of keys of OBS with other characters than letters, digits and `-,./ _@#$%&`.',
      prefer: '`"true"` or `"false"` for Bool and Null, `"2012-11-11T23:59:59Z"`, `"10"`, `"192.168.0.0/16"`.',
      why: 'Such a value can never be equal to what a request carries, or IAM refuses it (IAM.1057). Values with a policy variable are not judged.',
    },
    zhCn: {
      title: '条件值的格式与运算符不符',
      avoid: 'Bool的值写`"yes"`，日期写`"2024年5月1日"`，数字写`"ten"`，地址写`"10.0.0.0/40"`；1.1中OBS条件键的值含有字母、数字和`-,./ _@#$%&`以外的字符。',
      prefer: 'Bool和Null写`"true"`或`"false"`；日期写`"2012-11-11T23:59:59Z"`，数字写`"10"`，地址写`"192.168.0.0/16"`。',
      why: '这样的值不可能与请求中的值相等，或者会被IAM拒绝（IAM.1057）。含策略变量的值不作检查。',
    },
    sources: [pages.errorCodes, pages.syntaxOld],
    also: ['IAM.1057'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "Bool": { "g:MFAPresent": ["False"] } }
//                                              ^^^^^^^ The value is "true" or "false".
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:*"],
      "Condition": { "Bool": { "g:MFAPresent": ["false"] } }
    }
  ]
}`,
  *check({ policy, catalog }) {
    const { version } = policy;
    if (version === '1.0') return;
    for (const { operator, key, value, path } of conditionValues(policy)) {
      const fact = operatorFact(catalog, operator, version);
      // An empty value in 1.1 is the length's business.
      if (!fact || value.value.includes('${') || (value.value === '' && version === '1.1')) continue;
      const message = problemWith(value.value, fact.valueType);
      if (message) yield { span: value.span, path, message, fixes: fixesFor(value, fact.valueType) };
      const foreign = version === '1.1' && fact.valueType === 'string' && key.name.toLowerCase().startsWith('obs:') ? /[^A-Za-z0-9\-,./ _@#$%&*?]/u.exec(value.value) : null;
      if (foreign) yield { span: valueSpan(policy.text, value, foreign.index, foreign.index + foreign[0].length), path, severity: 'warning', grade: 'documented', message: msg('OBS does not accept this character in a condition value.') };
    }
  },
};

function problemWith(value: string, type: string): Message | undefined {
  switch (type) {
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : msg('The value is "true" or "false".');
    case 'numeric':
      return isNumber(value) ? undefined : msg('The value is a number, such as "10".');
    case 'date':
      return isDate(value) ? undefined : msg('The value is a date and time in UTC, such as "{0}".', '2012-11-11T23:59:59Z');
    case 'ip_address':
      return isAddress(value) ? undefined : msg('The value is an address or a range, such as "{0}".', '192.168.0.0/16');
    default:
      return undefined;
  }
}

function fixesFor(node: JsonString, type: string): readonly Fix[] {
  const meant = meantValue(node.value.trim(), type);
  return meant === undefined ? [] : [{ title: msg('Change to "{0}"', meant), edits: [replaceString(node, meant)], safe: false }];
}

function meantValue(value: string, type: string): string | undefined {
  const lower = value.toLowerCase();
  if (type === 'boolean') return lower === 'true' || lower === '1' || lower === 'yes' ? 'true' : lower === 'false' || lower === '0' || lower === 'no' ? 'false' : undefined;
  if (type === 'numeric') return isNumber(value) ? value : undefined;
  if (type === 'ip_address') return isAddress(value) ? value : undefined;
  if (type !== 'date') return undefined;
  return [value, `${value}Z`, `${value}T00:00:00Z`, value.replace(' ', 'T'), `${value.replace(' ', 'T')}Z`].find((it) => isDate(it));
}
