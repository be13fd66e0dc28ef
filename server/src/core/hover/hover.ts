import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { innerSpan, type JsonString, type Path } from '../json/json.ts';
import type { Message } from '../message.ts';
import { actionStrings, type Policy, resourceStrings, type Statement } from '../policy/policy.ts';
import { actionHover } from './action.ts';
import { nameVersion } from '../structure/counts.ts';
import { describeKey, describeOperator, valueHover } from './condition.ts';
import { describeEffect, describeElement, describePrincipal, describePrincipalValue, describeRoleField, describeVersion } from './element.ts';
import { below, type Chain, chainAt } from '../structure/chain.ts';
import { resourceHover } from './resource.ts';
import type { Hover } from './words.ts';

/** What the name or value at an offset is. Undefined where there is nothing to say, or no policy. */
export function hover({ json, policy }: PolicyDocument, offset: number, catalog: Catalog): Hover | undefined {
  const place = json.root && chainAt(json.root, offset);
  if (!policy || !place || place.node.type !== 'string') return undefined;
  const at: Question = { policy, catalog, offset, place, node: place.node };
  const inside = below(place.path, policy.path);
  if (!inside || inside.length === 0) return roleHover(at);
  const [element, ...rest] = inside;
  if (element === 'Version') return found(at, place.on === 'name' ? describeElement('Version', policy) : describeVersion(at.node.value));
  if (element === 'Statement' && rest.length > 0) return statementHover(at);
  return place.on === 'name' && inside.length === 1 && (element === 'Statement' || element === 'Depends') ? found(at, describeElement(element, policy)) : undefined;
}

interface Question {
  readonly policy: Policy;
  readonly catalog: Catalog;
  readonly offset: number;
  readonly place: Chain;
  readonly node: JsonString;
}

function roleHover(at: Question): Hover | undefined {
  const { policy, place } = at;
  if (!policy.role) return undefined;
  const name = place.path[place.path.length - 1];
  const isField = place.path.length <= 2 && place.path[0] === 'role' && typeof name === 'string';
  if (!isField || (place.on === 'value' && name !== 'type')) return undefined;
  return found(at, describeRoleField(name, place.on === 'value' ? at.node : undefined));
}

function statementHover(at: Question): Hover | undefined {
  const { policy, place, node } = at;
  const statement = policy.statements.find((it) => below(place.path, it.path) !== undefined);
  const inside = statement && below(place.path, statement.path);
  if (!statement || !inside) return undefined;
  const [element] = inside;
  if (place.on === 'name' && inside.length === 1) return typeof element === 'string' ? found(at, describeElement(element, policy)) : undefined;
  switch (element) {
    case 'Effect':
      return inside.length === 1 ? found(at, describeEffect(policy, statement, at.catalog)) : undefined;
    case 'Action':
    case 'NotAction': {
      const action = actionStrings(statement).find((it) => it.node === node);
      return action && actionHover(policy, statement, action, at.offset, at.catalog);
    }
    case 'Resource':
    case 'NotResource': {
      const resource = resourceStrings(statement).find((it) => it.node === node);
      return resource && resourceHover(policy, resource, at.offset, at.catalog);
    }
    case 'Condition':
      return conditionHover(at, statement, inside);
    case 'Principal':
    case 'NotPrincipal':
      if (place.on === 'name') return inside.length === 2 ? found(at, describePrincipal(node.value)) : undefined;
      return inside[1] === 'IAM' ? found(at, describePrincipalValue(node.value)) : undefined;
    default:
      return undefined;
  }
}

function conditionHover(at: Question, { condition }: Statement, inside: Path): Hover | undefined {
  const { policy, place, node, offset, catalog } = at;
  const operator = condition?.operators.find((it) => it.written === inside[1]);
  if (!operator) return undefined;
  if (place.on === 'name' && inside.length === 2) return found(at, describeOperator(operator, nameVersion(policy.version), catalog));
  const key = operator.keys.find((it) => it.name === inside[2]);
  if (!key) return undefined;
  if (place.on === 'name' && inside.length === 3) {
    const fact = catalog.conditionKey(key.name);
    return fact && found(at, describeKey(fact, nameVersion(policy.version)));
  }
  return key.values?.includes(node) ? valueHover(policy, operator, key, node, offset, catalog) : undefined;
}

function found({ node }: Question, contents: readonly Message[]): Hover | undefined {
  return contents.length > 0 ? { span: innerSpan(node), contents } : undefined;
}
