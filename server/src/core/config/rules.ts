import type { RuleInfo } from '../rules/rule.ts';

/** Something in a configuration file that does not count. Its severity cannot be configured. */
export const invalidConfig: RuleInfo = {
  code: 'invalid-config',
  severity: 'error',
  grade: 'documented',
  fileName: '.modelarts-policy.json',
  docs: {
    en: {
      title: 'A part of the configuration does not count',
      avoid: 'a code, severity, kind or setting in `.modelarts-policy.json` that does not exist, or a value of another type.',
      prefer: 'the names of the [list of rules](README.md), and the severities `error`, `warning`, `information`, `hint` and `off`. The editor completes them.',
      why: 'What cannot be read is left out, so the rule keeps its own severity. A file that is no JSON configures nothing.',
    },
    zhCn: {
      title: '配置中有不生效的内容',
      avoid: '在`.modelarts-policy.json`中写不存在的规则代码、级别、策略类型或设置项，或者类型不对的值。',
      prefer: '使用[规则列表](README.zh-cn.md)中的代码，以及`error`、`warning`、`information`、`hint`、`off`这几个级别。编辑器会补全它们。',
      why: '无法识别的内容会被忽略，对应的规则仍使用默认级别。不是有效JSON的文件不起任何作用。',
    },
    sources: ['modelarts-policy: .modelarts-policy.json'],
  },
  bad: `
{
  "rules": {
    "unknwon-action": "warning",
//   ^^^^^^^^^^^^^^ There is no rule "unknwon-action". Did you mean "unknown-action"?
    "effect-case": "of"
//                  ^^ "of" is no severity.
  }
}`,
  good: `
{
  "rules": {
    "unknown-action": "warning",
    "effect-case": "off"
  }
}`,
};

/** An ignore whose finding is gone. */
export const unusedIgnore: RuleInfo = {
  code: 'unused-ignore',
  severity: 'warning',
  grade: 'documented',
  fileName: '.modelarts-policy.json',
  docs: {
    en: {
      title: 'An ignore matches nothing',
      avoid: 'an ignore in `.modelarts-policy.json` for a finding that is gone, or for a file that is gone.',
      prefer: 'removing it.',
      why: 'The finding was fixed, its text was changed, or the file was moved. An ignore that stays would silence the same mistake when it comes back.',
    },
    zhCn: {
      title: '忽略项没有匹配到任何结果',
      avoid: '在`.modelarts-policy.json`中保留已经不存在的检查结果或文件的忽略项。',
      prefer: '删除该忽略项。',
      why: '问题已修复、文字已改动或文件已移走。保留的忽略项会在同样的错误再次出现时把它隐藏起来。',
    },
    sources: ['modelarts-policy: .modelarts-policy.json'],
  },
  bad: `
{
  "ignore": [
    { "code": "unknown-action", "file": "a.policy.json", "text": "modelarts:notebook:craete" },
    { "code": "unknown-action", "file": "gone.policy.json", "text": "modelarts:notebook:open" }
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This ignore matches nothing.
  ]
}`,
  good: `
{
  "ignore": [
    { "code": "unknown-action", "file": "a.policy.json", "text": "modelarts:notebook:craete" }
  ]
}`,
};

/** A policy set with policies that take no part because nobody knows their statements. */
export const unknownInSet: RuleInfo = {
  code: 'unknown-in-set',
  severity: 'information',
  grade: 'documented',
  fileName: '.modelarts-policy.json',
  noFix: { en: 'the statements have to come from your account', zhCn: '策略内容需要从账号中获取' },
  docs: {
    en: {
      title: 'A policy of a set is not known',
      avoid: 'relying on a set of `.modelarts-policy.json` that names system policies whose statements are not published.',
      prefer: 'a file with the statements, copied from the IAM console or the API.',
      why: 'What is not known takes no part: an Allow that such a policy denies is not found, and no Deny of the set is called idle.',
    },
    zhCn: {
      title: '策略集中有内容未知的策略',
      avoid: '`.modelarts-policy.json`的策略集中引用了未公开策略内容的系统策略。',
      prefer: '从IAM控制台或API复制策略内容，保存为文件并引用该文件。',
      why: '内容未知的策略不参与判断：被这类策略拒绝的Allow无法发现，该策略集中的Deny也不会被报告为不起作用。',
    },
    sources: ['modelarts-policy: .modelarts-policy.json'],
  },
  bad: `
{
  "sets": {
    "developers": ["developer.policy.json", { "system": "ModelArts FullAccess" }]
//  ^^^^^^^^^^^^ 1 policy of this set is not known and takes no part: ModelArts FullAccess.
  }
}`,
  good: `
{
  "sets": {
    "developers": ["developer.policy.json", "modelarts-fullaccess.policy.json"]
  }
}`,
};

/** Rules about the configuration file, which have pages like all others. */
export const configRules: readonly RuleInfo[] = [invalidConfig, unusedIgnore, unknownInSet];
