import { analyseSet } from '../../server/src/core/analysis/sets/analyse-set.ts';
import type { SetFinding } from '../../server/src/core/analysis/sets/types.ts';
import { type Catalog, createCatalog } from '../../server/src/core/catalog/catalog.ts';
import { decide } from '../../server/src/core/simulate/decide.ts';
import { prepare } from '../../server/src/core/simulate/prepare.ts';
import type { Scope } from '../../server/src/core/simulate/types.ts';
import { placeText } from './analysis-oracle.ts';
import { applies, type PlainRequest, requestsOf, sizeOf, spaceOf } from './analysis-plain.ts';
import { createRandom } from './analysis-random.ts';
import { type DrawnSet, drawSet } from './analysis-set-compare.ts';

const limit = 1_500;
const text = { en: '', zhCn: '' };

/** `a` is a project-level service, `b` a global one; of others nobody knows the level. */
const catalog: Catalog = createCatalog((name) =>
  name !== 'index' ? undefined : { date: '2026-01-01', services: [['a', 'project'], ['b', 'global']].map(([service, level]) => ({ name: service, level, title: text, levelGrade: 'documented', resourceFormats: [], coverage: 'partial' })), globalKeys: [], operators: [] },
);

const scopes: readonly Scope[] = ['all', 'all', 'global', { projects: ['p'] }, { projects: ['p', 'q'] }, { enterpriseProjects: ['1'] }, { enterpriseProjects: ['1', '2'] }];

/** Where a request can be made: in each project and enterprise project that scopes name, and in others. */
const places = ['p', 'q', 'r'].flatMap((project) => ['1', '2', '3'].map((enterpriseProject) => ({ project, enterpriseProject })));

/**
 * Draws sets with scopes until `count` have been compared: no request, wherever it is made, may refute what is
 * claimed, and every example has to be denied when the whole set is simulated.
 */
export function compareScopes(seed: number, count: number): { readonly compared: number; readonly claims: number; readonly differences: readonly string[] } {
  const random = createRandom(seed);
  const differences: string[] = [];
  let [compared, claims] = [0, 0];
  while (compared < count && differences.length < 5) {
    const drawn = drawSet(random);
    const space = drawn && spaceOf(drawn.merged);
    if (!drawn || !space || sizeOf(space) > limit) continue;
    const attached = drawn.documents.map(() => scopes[Math.floor(random() * scopes.length)] ?? 'all');
    const members = drawn.documents.map((document, index) => ({ file: `${index}`, document, scope: attached[index] ?? 'all', findings: [] }));
    const { findings } = analyseSet({ name: 's', members, authorization: 'strict' }, catalog);
    compared++;
    const wrong = [...refuted(drawn, attached, findings, [...requestsOf(space)]), ...wrongExamples(members, findings)];
    claims += findings.filter((it) => it.code === 'denied-allow' || it.code === 'idle-deny').length;
    if (wrong.length > 0) differences.push(`${drawn.kind} ${drawn.documents.map((it, index) => `${JSON.stringify(attached[index])} ${it.json.text}`).join('\n  ')}\n${wrong.join('\n')}`);
  }
  return { compared, claims, differences };
}

type Reaches = 'yes' | 'no' | 'unknown';

/** Whether a policy that is attached in a scope takes part in a request that is made somewhere. */
function reaches(scope: Scope, service: string, { project, enterpriseProject }: (typeof places)[number]): Reaches {
  if (scope === 'all') return 'yes';
  if (typeof scope === 'object' && 'enterpriseProjects' in scope) return scope.enterpriseProjects.includes(enterpriseProject) ? 'yes' : 'no';
  if (service !== 'a' && service !== 'b') return 'unknown';
  if (scope === 'global' || service === 'b') return 'yes';
  return scope.projects.includes(project) ? 'yes' : 'no';
}

/** Which conditions are exact depends on all documents, so `merged` says it. */
function refuted({ documents, merged }: DrawnSet, attached: readonly Scope[], findings: readonly SetFinding[], requests: readonly PlainRequest[]): string[] {
  return findings.flatMap((finding) => {
    if (finding.code !== 'denied-allow' && finding.code !== 'idle-deny') return [];
    const other = finding.code === 'denied-allow' ? 'Deny' : 'Allow';
    const policy = documents[Number(finding.file)]?.policy;
    const statement = policy?.statements.find((it) => it.path.every((step, index) => finding.path[index] === step));
    if (!policy || !statement) return ['no such place'];
    const strings = statement.action?.strings.filter((it) => finding.path.length === statement.path.length || placeText(it.path) === placeText(finding.path)) ?? [undefined];
    const bad = requests.find((request) => {
      if (!strings.some((it) => applies(merged, statement, it, request))) return false;
      return places.some((place) => {
        if (reaches(attached[Number(finding.file)] ?? 'all', request.action[0], place) === 'no') return false;
        const met = documents.some((it, index) => {
          const reach = reaches(attached[index] ?? 'all', request.action[0], place);
          const counts = index === Number(finding.file) || reach === 'yes' || (other === 'Allow' && reach === 'unknown');
          return counts && it.policy?.statements.some((one) => one.effect?.value === other && (one.action ? one.action.strings.some((string) => applies(merged, one, string, request)) : applies(merged, one, undefined, request)));
        });
        return finding.code === 'denied-allow' ? !met : met;
      });
    });
    return bad ? [`refuted: ${finding.file} ${placeText(finding.path)} ${finding.code} by ${JSON.stringify(bad)}`] : [];
  });
}

function wrongExamples(members: Parameters<typeof analyseSet>[0]['members'], findings: readonly SetFinding[]): string[] {
  const prepared = prepare(members.map(({ file, document, scope }) => ({ name: file, document, ...(scope ? { scope } : {}) })));
  return findings.flatMap(({ example, file, path, code }) => {
    if (!example) return code === 'partly-denied-allow' ? ['no example'] : [];
    const { resource, principal: _, ...others } = example;
    const { decision } = decide(prepared, { ...others, ...(resource === undefined ? {} : { resources: [resource] }) }, { catalog });
    return decision === 'Deny' ? [] : [`example of ${file} ${placeText(path)} ${code} is ${decision}`];
  });
}
