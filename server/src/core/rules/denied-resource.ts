import { analysisCheck } from '../analysis/rule.ts';
import type { Rule } from './rule.ts';
import { pages } from './support/sources.ts';

export const deniedResource: Rule = {
  code: 'denied-resource',
  severity: 'warning',
  grade: 'documented',
  scope: 'document',
  docs: {
    en: {
      title: 'A resource on which everything allowed is denied',
      avoid: 'Naming a resource in an Allow when Deny statements of the same policy deny all its actions on that resource.',
      prefer: 'Only resources on which something stays allowed.',
      why: 'A Deny always wins. On this resource nothing of the statement takes effect; on the others it does.',
    },
    zhCn: {
      title: '允许的操作在该资源上全部被拒绝',
      avoid: '在Allow中写了某个资源，而同一策略的Deny拒绝了这条授权语句对该资源的全部操作。',
      prefer: '只写还有操作被允许的资源。',
      why: 'Deny始终优先。在该资源上，这条授权语句完全不起作用；在其他资源上仍然有效。',
    },
    sources: [pages.evaluation, pages.syntax],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject", "obs:object:PutObject"],
      "Resource": ["OBS:*:*:object:reports/*", "OBS:*:*:object:drafts/*"]
//                                             ^^^^^^^^^^^^^^^^^^^^^^^^^ Allowed on this resource, but statement 2 denies it there for everybody.
    },
    {
      "Effect": "Deny",
      "Action": ["obs:object:*"],
      "Resource": ["OBS:*:*:object:drafts/*"]
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["obs:object:GetObject", "obs:object:PutObject"],
      "Resource": ["OBS:*:*:object:reports/*"]
    },
    {
      "Effect": "Deny",
      "Action": ["obs:object:*"],
      "Resource": ["OBS:*:*:object:drafts/*"]
    }
  ]
}`,
  check: analysisCheck('denied-resource'),
};
