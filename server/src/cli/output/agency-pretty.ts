import type { AccountSimulation, UserStep } from '../../core/account/simulate-as.ts';
import type { AgencyStep } from '../../core/account/steps.ts';
import { type Message, msg } from '../../core/message.ts';
import { describeReason } from '../../core/simulate/describe-reason.ts';
import { decisionColours, decisionMarks, grades } from './decision.ts';
import type { Terminal } from './terminal.ts';
import { padded, printable, widthOf } from './width.ts';

export interface AgencyPaint {
  readonly terminal: Terminal;
  readonly text: (message: Message) => string;
}

/** What the person needs in their own policies, a line for each; nothing where ModelArts uses no agency for them. */
export function userLines({ userSteps, person }: AccountSimulation, { terminal, text }: AgencyPaint): string[] {
  if (userSteps.length === 0) return [];
  const line = ({ action, decision, reason, purpose, grade }: UserStep): string => {
    const why = describeReason({ decision, reason });
    return `  ${terminal.colour(decisionColours[decision], decisionMarks[decision])}  ${printable(action)}  ${text(purpose ? msg('{0}: {1} · {2}', purpose, why, grades[grade]) : msg('{0} · {1}', why, grades[grade]))}`;
  };
  return ['', terminal.colour('bold', text(msg('For the agency to be used, {0} also needs:', person.id))), ...userSteps.map(line)];
}

/** What follows through the agency, a line for each step; nothing where there is no second half. */
export function agencyLines({ result, access, agency }: AccountSimulation, { terminal, text }: AgencyPaint): string[] {
  if (!agency || agency.steps.length === 0) return [];
  const name = printable(agency.agency);
  const allowed = result.decision === 'Allow' || result.decision === 'Unknown';
  const title = access?.usable === false ? msg('ModelArts cannot act through the agency {0}:', name) : allowed ? msg('Then ModelArts does, through the agency {0}:', name) : msg('If it were allowed, ModelArts would do, through the agency {0}:', name);
  const [always, ...scenarios] = bySubject(agency.steps);
  const column = agency.steps.reduce((widest, it) => Math.max(widest, widthOf(printable(it.action))), 0);
  const line = (it: AgencyStep): string => `  ${terminal.colour(decisionColours[it.decision], decisionMarks[it.decision])}  ${padded(printable(it.action), column)}  ${text(it.purpose ? msg('{0}: {1} · {2}', it.purpose, it.why, grades[it.grade]) : msg('{0} · {1}', it.why, grades[it.grade]))}`;
  const missing = agency.steps.filter((it) => it.decision === 'ImplicitDeny' && !it.scenario);
  const named = (grade: 'documented' | 'inferred'): string => printable(missing.filter((it) => it.grade === grade).map((it) => it.action).join(', '));
  const told = [...(named('documented') ? [msg('Missing in the policies of {0}: {1}', name, named('documented'))] : []), ...(named('inferred') ? [msg('Perhaps missing, too: {0}', named('inferred'))] : [])];
  return [
    '',
    terminal.colour('bold', text(title)),
    ...(always ?? []).map(line),
    ...scenarios.flatMap((steps) => [`  ${text(msg('Only for "{0}":', steps[0]?.scenario ?? ''))}`, ...steps.map((it) => `  ${line(it)}`)]),
    ...(access?.usable === false ? [] : told.map((it) => `  ${text(it)}`)),
  ];
}

/** Steps that always follow come first, the others by what they are for. */
function bySubject(steps: readonly AgencyStep[]): readonly (readonly AgencyStep[])[] {
  const groups = new Map<string, AgencyStep[]>([['', []]]);
  for (const it of steps) {
    const key = it.scenario?.en ?? '';
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()];
}
