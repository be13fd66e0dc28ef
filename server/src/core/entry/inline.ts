import { type PolicyDocument } from '../check.ts';
import type { Json } from '../json/json.ts';
import { detectKind, isPolicyKind, type KindHints } from '../policy/kind.ts';
import { readPolicy } from '../policy/read.ts';
import type { PolicyRole } from '../simulate/types.ts';

/** A document inside another file keeps its places there; its paths start at itself. */
export function inlineDocument(root: Json, text: string, role: PolicyRole | undefined): PolicyDocument {
  return readInRole(role, { ours: true }, (hints) => {
    const kind = detectKind(root, hints);
    return { json: { text, root, problems: [], twins: [], tooDeep: false }, kind, policy: root.type === 'object' && isPolicyKind(kind) ? readPolicy(text, root, kind) : undefined };
  });
}

/** A boundary has its kind by its use, a session policy in the version of its content (interfaces.md, kinds). */
export function readInRole(role: PolicyRole | undefined, hints: KindHints, read: (hints: KindHints) => PolicyDocument): PolicyDocument {
  const plain = read(hints);
  if (!plain.policy || role === undefined || role === 'policy') return plain;
  return read({ ...hints, kind: role === 'scp' ? 'scp-5.0' : plain.policy.version === '5.0' ? 'session-5.0' : 'session-1.1' });
}
