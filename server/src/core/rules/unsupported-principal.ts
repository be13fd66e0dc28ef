import { msg } from '../message.ts';
import { member } from '../json/json.ts';
import type { Rule } from './rule.ts';
import { removeMember } from './support/edits.ts';
import { isWritten, kindName } from './support/kinds.ts';
import { pages } from './support/sources.ts';

export const unsupportedPrincipal: Rule = {
  code: 'unsupported-principal',
  severity: 'error',
  grade: 'documented',
  fileName: 'example.scp.json',
  docs: {
    en: {
      title: 'Only trust policies name a principal',
      avoid: 'Principal or NotPrincipal in a custom policy, an identity policy or an SCP.',
      prefer: 'Attach the policy to the user, group or agency that is meant. Only the trust policy of an agency has a Principal.',
      why: 'Whom such a policy is about follows from where it is attached. Access Analyzer reports UNSUPPORTED_PRINCIPAL, and the model of 1.1 has no such element.',
    },
    zhCn: {
      title: '只有信任策略可以指定主体',
      avoid: '在自定义策略、身份策略或SCP中使用Principal或NotPrincipal。',
      prefer: '把策略附加到相应的用户、用户组或委托。只有委托的信任策略才有Principal。',
      why: '这类策略针对谁取决于它附加在哪里。访问分析器报告UNSUPPORTED_PRINCIPAL，1.1的模型中也没有该元素。',
    },
    sources: [pages.accessAnalyzer, pages.createPolicyV5, pages.createPolicy],
    also: ['UNSUPPORTED_PRINCIPAL', 'IAM.1059'],
  },
  bad: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": { "IAM": ["0123456789abcdef"] },
//    ^^^^^^^^^^^ "Principal" does not belong here
      "Action": ["modelarts:pool:delete"]
    }
  ]
}`,
  good: `
{
  "Version": "5.0",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["modelarts:pool:delete"]
    }
  ]
}`,
  *check({ policy }) {
    if (policy.kind === 'trust-5.0' || !isWritten(policy)) return;
    for (const { node, path } of policy.statements) {
      for (const name of ['Principal', 'NotPrincipal']) {
        const found = member(node, name);
        if (!found) continue;
        const title = policy.kind === 'scp-5.0' ? msg('Remove "{0}": the statement is then about everybody the policy is over', name) : msg('Remove "{0}": the statement is then about everybody who has the policy', name);
        const fixes = [{ title, edits: [removeMember(node, found)], safe: false }];
        yield { span: found.key.span, path: [...path, name], on: 'key', message: msg('"{0}" does not belong here: {1} are about whoever they are attached to.', name, kindName(policy.kind)), fixes };
      }
    }
  },
};
