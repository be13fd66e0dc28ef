import { msg } from '../message.ts';
import type { Rule } from './rule.ts';
import { isPattern } from './support/names.ts';
import { writtenActions } from './support/places.ts';
import { pages } from './support/sources.ts';

export const deprecatedName: Rule = {
  code: 'deprecated-name',
  severity: 'information',
  grade: 'documented',
  docs: {
    en: {
      title: 'A name is deprecated',
      avoid: 'Actions of resource types that will be discontinued, such as `modelarts:trainJobVersion:*`, and names that a newer one replaced.',
      prefer: 'The newer type or action, such as `modelarts:trainJob:*`.',
      why: 'The table of resource types says of `trainJobVersion`, `trainConfig` and `tensorboard` that the old version of training jobs, which alone uses them, will be discontinued soon.',
    },
    zhCn: {
      title: '名称已废弃',
      avoid: '即将下线的资源类型的授权项，例如`modelarts:trainJobVersion:*`，以及已被新名称取代的名称。',
      prefer: '新的资源类型或授权项，例如`modelarts:trainJob:*`。',
      why: '资源类型表说明，`trainJobVersion`、`trainConfig`和`tensorboard`只用于即将下线的旧版训练作业。',
    },
    sources: [pages.modelArtsIam],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:trainConfig:create"]
//                          ^^^^^^^^^^^ "trainConfig" is deprecated.
    }
  ]
}`,
  good: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:trainJob:create"]
    }
  ]
}`,
  noFix: { en: 'Only where the tables name the newer action; for resource types they do not.', zhCn: '只有在表中列出新名称时才有，资源类型没有对应的新名称。' },
  *check({ policy, catalog }) {
    if (policy.version === '1.0') return;
    for (const { action } of writtenActions(policy)) {
      const [service, type, operation] = action.segments;
      if (!action.sound || !service || !type || !operation || isPattern(service.value) || isPattern(type.value)) continue;
      const span = type.span;
      if (catalog.resourceType(service.value, type.value)?.deprecated) {
        yield { span, path: action.path, message: msg('"{0}" is deprecated.', type.value) };
        continue;
      }
      const fact = catalog.action(action.value);
      if (!fact?.deprecated || !fact.versions.includes(policy.version)) continue;
      const newer = fact.aliases.filter((it) => catalog.action(it)?.versions.includes(policy.version as '1.1' | '5.0'));
      const [first] = newer;
      const whole = { start: service.span.start, end: operation.span.end };
      const fixes = newer.map((it) => ({ title: msg('Change to "{0}"', it), edits: [{ span: whole, text: it }], safe: false }));
      yield { span: whole, path: action.path, message: first === undefined ? msg('"{0}" is deprecated.', action.value) : msg('"{0}" is deprecated. "{1}" took its place.', action.value, first), ...(first === undefined ? {} : { fixes }) };
    }
  },
};
