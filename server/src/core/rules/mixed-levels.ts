import type { ServiceFact } from '../catalog/catalog.ts';
import { msg } from '../message.ts';
import type { ActionString, Policy } from '../policy/policy.ts';
import { isSoundAction } from '../policy/read.ts';
import type { Related, Rule } from './rule.ts';
import { is11 } from './support/kinds.ts';
import { isPattern } from './support/names.ts';
import { hasWritten } from './support/places.ts';
import { pages } from './support/sources.ts';

export const mixedLevels: Rule = {
  code: 'mixed-levels',
  severity: 'hint',
  grade: 'disputed',
  scope: 'document',
  docs: {
    en: {
      title: 'One policy has global and project-level services',
      avoid: 'Actions of global services (OBS, IAM) and of project-level ones (ModelArts, ECS) in one custom policy, when the console refuses it.',
      prefer: 'Two policies: one of type `AX` with the global services, one of type `XA` with the others.',
      why: 'The IAM guide and API say that one policy cannot hold both; the ModelArts page says that it can. No policy in the other official documents does.',
    },
    zhCn: {
      title: '一个策略中同时有全局级服务和项目级服务',
      avoid: '在控制台不接受的情况下，把全局级服务（OBS、IAM）和项目级服务（ModelArts、ECS）的授权项写在同一个自定义策略中。',
      prefer: '拆成两个策略：全局级服务用类型`AX`，其他服务用类型`XA`。',
      why: 'IAM指南和API说明一个策略不能同时包含两者，ModelArts页面则说可以。其他官方文档中的策略都没有这样写。',
    },
    sources: [pages.createPolicy, pages.customPolicies, pages.modelArtsIam],
  },
  bad: `
{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["modelarts:notebook:list"]
    },
    {
      "Effect": "Allow",
      "Action": ["obs:bucket:ListBucket"]
//                ^^^ "obs" is a global service and "modelarts" is not.
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
    },
    {
      "Effect": "Allow",
      "Action": ["ecs:cloudServers:list"]
    }
  ]
}`,
  noFix: { en: 'Two policies are needed, and a fix changes one file.', zhCn: '需要两个策略，而快速修复只修改一个文件。' },
  *check({ policy, catalog }) {
    if (!is11(policy)) return;
    let first: { readonly fact: ServiceFact; readonly written: string; readonly related: Related } | undefined;
    for (const action of firstOfEachService(policy)) {
      const [service] = action.segments;
      if (!service || isPattern(service.value)) continue;
      const fact = catalog.service(service.value);
      // Sources about the level of BSS contradict each other.
      if (!fact?.level || fact.levelGrade === 'unknown' || fact.name === 'bss') continue;
      first ??= { fact, written: service.value, related: { span: service.span, path: action.path, message: msg('"{0}" is here', service.value) } };
      if (first.fact.level === fact.level) continue;
      const message =
        fact.level === 'global'
          ? msg('"{0}" is a global service and "{1}" is not. Sources disagree whether one policy may hold both.', service.value, first.written)
          : msg('"{0}" is a project-level service and "{1}" is not. Sources disagree whether one policy may hold both.', service.value, first.written);
      yield { span: service.span, path: action.path, message, related: [first.related] };
      return;
    }
  },
};

/** More services than there are: the rest of a text that names so many is not looked at. */
const mostServices = 1000;

/** The first sound action of each service, as written, in the order of the text. */
function firstOfEachService({ statements, kind }: Policy): readonly ActionString[] {
  const seen = new Set<string>();
  const firsts: ActionString[] = [];
  for (const { action, notAction } of statements) {
    for (const list of [action, notAction]) {
      if (!list) continue;
      // Looks at the text first: a large policy names the same few services again and again.
      const full = hasWritten(list, (node) => {
        const prefix = node.value.slice(0, node.value.indexOf(':'));
        if (seen.has(prefix) || !isSoundAction(node.value, kind)) return false;
        if (seen.size === mostServices) return true;
        seen.add(prefix);
        const found = list.strings.find((it) => it.node === node);
        if (found) firsts.push(found);
        return false;
      });
      if (full) return firsts;
    }
  }
  return firsts;
}
