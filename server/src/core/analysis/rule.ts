import type { Rule, RuleContext, RuleFinding } from '../rules/rule.ts';
import { analyse, type AnalysisCode } from './analyse.ts';

/** The check of a rule that reports one code of the analysis. It has to come after all rules that find errors. */
export function analysisCheck(code: AnalysisCode): Rule['check'] {
  return ({ policy, catalog, findings, authorization, inSet = false }: RuleContext): Iterable<RuleFinding> => {
    const errors = findings.filter((it) => it.severity === 'error');
    return analyse(policy, catalog, errors, authorization ? { authorization, inSet } : { inSet }).findings[code];
  };
}
