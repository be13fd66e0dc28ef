import type { ComparisonResult, Difference } from '../analysis/compare.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type Arg, code, type Message, msg } from '../message.ts';

/** The result in words. */
export function resultMessage(result: ComparisonResult, scp = false): Message {
  switch (result) {
    case 'equivalent':
      return msg('Equivalent');
    case 'grants-more':
      return scp ? msg('Lets through more') : msg('Grants more');
    case 'grants-less':
      return scp ? msg('Lets through less') : msg('Grants less');
    case 'both':
      return scp ? msg('Lets through more and less') : msg('Grants more and less');
    case 'cannot-tell':
      return msg('Cannot tell');
  }
}

/** The verdict as a sentence about both documents: "team.policy.json grants more than HEAD." */
export function verdictMessage(result: ComparisonResult, old: Arg, now: Arg, scp = false): Message {
  switch (result) {
    case 'equivalent':
      return scp ? msg('{0} lets through and denies the same as {1}.', now, old) : msg('{0} grants and denies the same as {1}.', now, old);
    case 'grants-more':
      return scp ? msg('{0} lets through more than {1}.', now, old) : msg('{0} grants more than {1}.', now, old);
    case 'grants-less':
      return scp ? msg('{0} lets through less than {1}.', now, old) : msg('{0} grants less than {1}.', now, old);
    case 'both':
      return scp ? msg('{0} lets through some things that {1} does not, and the reverse.', now, old) : msg('{0} grants some things that {1} does not, and the reverse.', now, old);
    case 'cannot-tell':
      return msg('Whether {0} grants more or less than {1} cannot be told for certain.', now, old);
  }
}

/** An action that nobody knows stands for those of the future, or is a slip: a reader should not look for it. */
export function actionMessage(action: string, catalog: Catalog): Arg {
  return catalog.action(action) ? code(action) : msg('{0} (not a known action)', code(action));
}

/** What was decided and what is decided now, in the words of files. `?`: it hangs on something that cannot be known. */
export function decisionText({ from, to }: Difference): string {
  return `${from ?? '?'} → ${to ?? '?'}`;
}

/** The same in the words of the interface. */
export function decisionMessage({ from, to }: Difference, scp = false): Message {
  return msg('{0} → {1}', decisionWord(from, scp), decisionWord(to, scp));
}

function decisionWord(decision: Difference['from'], scp: boolean): Message {
  switch (decision) {
    case 'Allow':
      return scp ? msg('Let through') : msg('Allowed');
    case 'Deny':
      return msg('Denied');
    case 'ImplicitDeny':
      return scp ? msg('Not let through') : msg('Not granted');
    case undefined:
      return msg('Cannot be known');
  }
}
