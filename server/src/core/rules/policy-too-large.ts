import { msg } from '../message.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Span } from '../text.ts';
import type { Rule } from './rule.ts';
import { kindName } from './support/kinds.ts';
import { limits } from './support/limits.ts';
import { opening } from './support/places.ts';
import { pages } from './support/sources.ts';

const actions = (count: number): string => Array.from({ length: count }, (_, index) => `"modelarts:notebook:${'a'.repeat(80)}${index}"`).join(',');

export const policyTooLarge: Rule = {
  code: 'policy-too-large',
  severity: 'error',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'The policy is too large',
      avoid: 'A custom or identity policy of more than 6144 characters, an SCP of more than 20000, and where it can be had, of more than 5120, a session policy of more than 2048.',
      prefer: 'Wildcards in place of long lists, or several policies. *Copy for Console* takes the white space out.',
      why: 'IAM refuses it (IAM.1021). Identity policies and trust policies count without white space; for custom policies it is not stated, so here they do, too. An SCP counts with white space: the guide allows 5120 characters, the API 20000, so between them this is information.',
    },
    zhCn: {
      title: '策略过大',
      avoid: '自定义策略或身份策略超过6144个字符，SCP超过20000个字符（如果可以，也不要超过5120个），会话策略超过2048个字符。',
      prefer: '用通配符代替长列表，或者拆成多个策略。“复制到控制台”会去掉空白字符。',
      why: 'IAM会拒绝（IAM.1021）。身份策略和信任策略不计空白字符；自定义策略没有说明，这里也不计。SCP计入空白字符：用户指南允许5120个，API允许20000个，两者之间只给出提示信息。',
    },
    sources: [pages.errorCodes, pages.quotasV5, pages.scpApi, pages.assumeAgency],
    also: ['IAM.1021'],
  },
  bad: `
  { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [${actions(70)}] }] }
//^ This policy has 7331 characters without white space. At most 6144 are allowed in custom policies (1.1).`,
  good: `
  { "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [${actions(50)}] }] }`,
  noFix: { en: 'What can be left out is not known.', zhCn: '无法知道可以去掉哪些内容。' },
  *check({ policy, json }) {
    const { value, kind, path } = policy;
    const written = value.span.end - value.span.start;
    const limit = sizeLimit(kind);
    if (kind === 'role-1.0' || written <= limit) return;
    const start = opening(value);
    if (kind === 'scp-5.0' && written <= limits.scpField) {
      const message = msg('This policy has {0} characters. A guide allows {1} in {2}, the API {3}.', written, limit, kindName(kind), limits.scpField);
      yield { span: start, path, severity: 'information', grade: 'disputed', message };
      return;
    }
    // The field of the request takes so many, white space included.
    if (kind === 'scp-5.0' || ((kind === 'identity-5.0' || kind === 'trust-5.0') && written > limits.documentField)) {
      yield { span: start, path, message: msg('This policy has {0} characters. At most {1} are allowed in {2}.', written, kind === 'scp-5.0' ? limits.scpField : limits.documentField, kindName(kind)) };
      return;
    }
    if (kind === 'session-5.0') {
      yield { span: opening(value), path, message: msg('This policy has {0} characters. At most {1} are allowed in {2}.', written, limit, kindName(kind)) };
      return;
    }
    // The scanner has counted the whole text; what a role wrapper holds is counted by itself.
    const size = value === json.root && json.solid !== undefined ? json.solid : solidLength(policy.text, value.span);
    if (size > limit) yield { span: opening(value), path, message: msg('This policy has {0} characters without white space. At most {1} are allowed in {2}.', size, limit, kindName(kind)) };
  },
};

/** Characters that IAM takes of a kind of policy. */
export function sizeLimit(kind: PolicyKind): number {
  return kind === 'scp-5.0' ? limits.scpSize : kind === 'session-5.0' ? limits.sessionSize : limits.policySize;
}

/** UTF-16 units of a part of a policy that starts outside strings, white space between tokens left out; that in strings counts. */
export function solidLength(text: string, span: Span): number {
  let size = 0;
  let inString = false;
  for (let at = span.start; at < span.end; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) {
        size++;
        at++;
      } else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09) continue;
    size++;
  }
  return size;
}
