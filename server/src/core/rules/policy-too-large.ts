import { msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
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
      avoid: 'A custom or identity policy of more than 6144 characters, an SCP of more than 5120, a session policy of more than 2048.',
      prefer: 'Wildcards in place of long lists, or several policies. *Copy for Console* takes the white space out.',
      why: 'IAM refuses it (IAM.1021). Identity policies and trust policies count without white space; for custom policies it is not stated, so here they do, too. An SCP counts with white space.',
    },
    zhCn: {
      title: '策略过大',
      avoid: '自定义策略或身份策略超过6144个字符，SCP超过5120个字符，会话策略超过2048个字符。',
      prefer: '用通配符代替长列表，或者拆成多个策略。“复制到控制台”会去掉空白字符。',
      why: 'IAM会拒绝（IAM.1021）。身份策略和信任策略不计空白字符；自定义策略没有说明，这里也不计。SCP计入空白字符。',
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
    const limit = kind === 'scp-5.0' ? limits.scpSize : kind === 'session-5.0' ? limits.sessionSize : limits.policySize;
    if (kind === 'role-1.0' || written <= limit) return;
    if (kind === 'scp-5.0' || kind === 'session-5.0') {
      yield { span: opening(value), path, message: msg('This policy has {0} characters. At most {1} are allowed in {2}.', written, limit, kindName(kind)) };
      return;
    }
    // The scanner has counted the whole text; what a role wrapper holds is counted by itself.
    const size = value === json.root && json.solid !== undefined ? json.solid : sizeWithoutSpace(policy);
    if (size > limit) yield { span: opening(value), path, message: msg('This policy has {0} characters without white space. At most {1} are allowed in {2}.', size, limit, kindName(kind)) };
  },
};

/** UTF-16 units of the policy, white space between tokens left out; that in strings counts. */
function sizeWithoutSpace({ text, value }: Policy): number {
  let size = 0;
  let inString = false;
  for (let at = value.span.start; at < value.span.end; at++) {
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
