import type { TextRule } from './rule.ts';
import { isOurs } from './support/kinds.ts';
import { pages } from './support/sources.ts';

export const jsonSyntax: TextRule = {
  code: 'json-syntax',
  severity: 'error',
  grade: 'documented',
  docs: {
    en: {
      title: 'The text is not valid JSON',
      avoid: 'A missing or superfluous comma, a missing quote or bracket, a comment, or full-width punctuation.',
      prefer: 'Strict JSON: double quotes, a comma between items and none after the last, no comments.',
      why: 'IAM reads the policy as JSON and refuses the whole of it when that fails. The console then says "policy content error", without a place.',
    },
    zhCn: {
      title: '文本不是有效的JSON',
      avoid: '缺少或多余的逗号、缺少引号或括号、注释、全角标点。',
      prefer: '严格的JSON：使用英文双引号，各项之间用逗号分隔，最后一项后面没有逗号，没有注释。',
      why: 'IAM按JSON读取策略，读取失败时拒绝整个策略。控制台只提示“策略内容错误”，不指出位置。',
    },
    sources: [pages.accessAnalyzer, pages.customPolicies],
    also: ['JSON_SYNTAX_ERROR'],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"],
//                                         ^ The comma after the last item has to go.
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
  *check({ json, kind }) {
    if (!isOurs(kind) || json.tooDeep) return;
    for (const { span, message, path, fix } of json.problems) {
      yield { span, path, message, ...(fix ? { fixes: [{ title: fix.title, edits: fix.edits, safe: fix.guess !== true }] } : {}) };
    }
  },
};
