import type { RequestAction } from './match-action.ts';
import { findAction, type Prepared, type PreparedPolicy, type PreparedStatement } from './prepare.ts';

/** Actions that are remembered for some policies; requests ask for the same ones again and again. */
const mostActions = 2_000;

const known = new WeakMap<Prepared, Map<string, Prepared>>();

/**
 * The policies with those statements alone that may be about an action; whatever is decided about it is decided
 * the same. Policies that say nothing of it are left out where nobody counts them.
 */
export function narrowed(prepared: Prepared, action: RequestAction): Prepared {
  let byAction = known.get(prepared);
  if (!byAction) known.set(prepared, (byAction = new Map()));
  let found = byAction.get(action.folded);
  if (!found) {
    if (byAction.size >= mostActions) byAction.clear();
    byAction.set(action.folded, (found = narrow(prepared, action)));
  }
  return found;
}

function narrow(prepared: Prepared, action: RequestAction): Prepared {
  const { policy, scp, session } = prepared.byRole;
  const of = (list: readonly PreparedPolicy[]): PreparedPolicy[] => list.map((it) => ({ ...it, statements: it.statements.filter((statement) => mayName(statement, action)) }));
  const speaking = of(policy).filter((it) => it.statements.length > 0 || it.hidden !== undefined);
  return { ...prepared, byRole: { policy: speaking, scp: of(scp), session: of(session) } };
}

/** Not only where its Action names the action: nobody knows what a statement means that cannot be read. */
function mayName({ source, effect, actions }: PreparedStatement, action: RequestAction): boolean {
  return source.unreadable !== undefined || effect === undefined || !actions.list || findAction(actions, action) >= 0 !== actions.negated;
}
