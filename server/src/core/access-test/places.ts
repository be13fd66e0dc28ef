import { type Json, member, type Path } from '../json/json.ts';

/** The value at a path; of twins the last one. */
export function nodeAt(root: Json | undefined, path: Path): Json | undefined {
  let node = root;
  for (const step of path) {
    if (node?.type === 'array' && typeof step === 'number') node = node.elements[step];
    else if (node?.type === 'object' && typeof step === 'string') node = member(node, step)?.value;
    else return undefined;
  }
  return node;
}
