import type { Catalog } from '../catalog/catalog.ts';
import { valueSpan } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { ActionString, Policy } from '../policy/policy.ts';
import { isSoundAction } from '../policy/read.ts';
import type { Fix, Rule, RuleFinding } from './rule.ts';
import { actionsIn } from './several-actions.ts';
import { asciiOf, codeOf, withAscii } from './support/ascii.ts';
import { withoutBlanks } from './support/blanks.ts';
import { replaceString } from './support/edits.ts';
import { is50, isWritten } from './support/kinds.ts';
import { isPattern, isShort, typeNames } from './support/names.ts';
import { writtenActions } from './support/places.ts';
import { isOtherService } from './support/services.ts';
import { pages } from './support/sources.ts';

export const actionFormat: Rule = {
  code: 'action-format',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'An action does not have the form service:type:operation',
      avoid: 'Two or four parts, an empty part, or characters other than letters, digits, `-`, `_` and `*`.',
      prefer: '`modelarts:notebook:create`, `modelarts:notebook:*`. In 5.0 the type may be empty (`modelarts::createApiKey`), and `*` alone means everything.',
      why: 'IAM refuses other characters (IAM.1035) and unregistered actions (IAM.1036), and such a string matches no request. An empty string is information only: it is most often still being written.',
    },
    zhCn: {
      title: '授权项的格式不是“服务:资源类型:操作”',
      avoid: '只有两段或多达四段、某一段为空，或者使用了字母、数字、`-`、`_`、`*`以外的字符。',
      prefer: '`modelarts:notebook:create`、`modelarts:notebook:*`。5.0中资源类型可以为空（`modelarts::createApiKey`），单独的`*`表示所有操作。',
      why: 'IAM会拒绝其他字符（IAM.1035）和未注册的授权项（IAM.1036），这样的字符串也匹配不到任何请求。空字符串多半还没有写完，因此只是提示信息。',
    },
    sources: [pages.errorCodes, pages.createPolicy, pages.createPolicyV5],
    also: ['IAM.1035', 'IAM.1036'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*"]
//                ^^^^^^^^^^^ An action has three parts, "service:type:operation". This has 2.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:*:*"]
    }
  ]
}`,
  *check({ policy, catalog }) {
    if (!isWritten(policy)) return;
    for (const { list, action } of writtenActions(policy)) {
      // Blanks around, several actions in one string, and a string in place of the list have rules of their own.
      if (action.sound || list.member.value?.type === 'string' || isSoundAction(withoutBlanks(action.value), policy.kind) || actionsIn(action.value, policy.kind)) continue;
      yield finding(action, policy, catalog);
    }
  },
};

function finding(action: ActionString, policy: Policy, catalog: Catalog): RuleFinding {
  const { value, node, path, segments } = action;
  const all = valueSpan(policy.text, node, 0, value.length);
  if (value === '') return { span: node.span, path, severity: 'information', message: msg('An action is missing here: "service:type:operation".') };
  const illegal = illegalCharacter(value, policy);
  if (illegal !== undefined) {
    const span = valueSpan(policy.text, node, illegal, illegal + (isPair(value, illegal) ? 2 : 1));
    const char = value.charAt(illegal);
    const ascii = asciiOf(char);
    if (ascii === undefined) return { span, path, message: illegalMessage(char, policy) };
    const clean = withAscii(value);
    const fixes = isSoundAction(clean, policy.kind) ? fixTo(clean, action, clean.split(/[*?]/).length === value.split(/[*?]/).length) : {};
    if (ascii === '') return { span: all, path, message: msg('An invisible character ({0}) stands in this action.', codeOf(char)), ...fixes };
    return { span, path, message: msg('"{0}" is a full-width character. An action needs "{1}" here.', char, ascii), ...fixes };
  }
  if (isNameOfAws(value)) return { span: all, path, message: msg('This is named as actions of AWS are. Here an action has three parts, "service:type:operation".') };
  if (isBeginning(segments.map((it) => it.value), catalog)) {
    return { span: all, path, message: msg('This is the beginning of an action, "service:type:operation". So far it names none.') };
  }
  if (segments.length !== 3) {
    const whole = value === '*' ? '*:*:*' : segments.length === 2 && segments[1]?.value === '*' && segments[0]?.value !== '' ? `${value}:*` : undefined;
    return { span: all, path, message: msg('An action has three parts, "service:type:operation". This has {0}.', segments.length), ...fixTo(whole, action) };
  }
  const empty = segments.findIndex((it) => it.value === '');
  const message = empty === 0 ? msg('The service is missing at the start of this action.') : empty === 2 ? msg('The operation is missing at the end of this action.') : msg('This is not an action: "service:type:operation".');
  return { span: all, path, message };
}

/**
 * Whether these first parts can still become an action, as far as we know: of a service whose actions we do
 * not know any two parts can. A pattern as the second part looks finished (`modelarts:*`).
 */
function isBeginning([service = '', type, operation, ...more]: readonly string[], catalog: Catalog): boolean {
  const prefix = service.toLowerCase();
  if (prefix === '' || isPattern(prefix) || more.length > 0) return false;
  if (type === undefined) return mayBecomeService(prefix, catalog);
  if (type === '') return operation === undefined;
  if (operation !== undefined) return operation === '';
  if (isPattern(type)) return false;
  const fact = catalog.service(prefix);
  return fact === undefined || fact.coverage === 'fragment' || fact.coverage === 'none' || typeNames(fact.name, catalog).some((it) => it.toLowerCase().startsWith(type.toLowerCase()));
}

function mayBecomeService(prefix: string, catalog: Catalog): boolean {
  return isShort(prefix) || isOtherService(prefix) || catalog.services.some((it) => it.name.startsWith(prefix));
}

function fixTo(whole: string | undefined, { node }: ActionString, safe = false): { fixes?: readonly Fix[] } {
  return whole === undefined ? {} : { fixes: [{ title: msg('Change to "{0}"', whole), edits: [replaceString(node, whole)], safe }] };
}

/** `s3:GetObject`: a service and one word that begins with a verb. */
function isNameOfAws(value: string): boolean {
  return /^[\w-]+:(?:Abort|Assume|Create|Decrypt|Delete|Describe|Encrypt|Get|Invoke|List|Publish|Put|Query|Receive|Run|Send|Start|Stop|Tag|Untag|Update)[A-Z]\w*$/.test(value);
}

function illegalCharacter(value: string, policy: Policy): number | undefined {
  const at = value.search(is50(policy) ? /[^\w.*?:-]/ : /[^\w*:-]/);
  return at < 0 ? undefined : at;
}

function illegalMessage(char: string, policy: Policy): Message {
  if (char === '?' && !is50(policy)) return msg('"?" is no wildcard in actions of custom policies. Use "*".');
  if (/\s/.test(char)) return msg('A blank is no part of an action.');
  return msg('This character is no part of an action. Letters, digits, ":", "-", "_" and "*" are.');
}

function isPair(value: string, at: number): boolean {
  return (value.codePointAt(at) ?? 0) > 0xffff;
}
