import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { type JsonObject, member } from '../json/json.ts';
import { code, type Message, msg } from '../message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding } from '../rules/rule.ts';
import { type RoleType, roleType } from './level.ts';
import { type Converted, makeReady } from './ready.ts';
import { writeObject, writePolicy } from './write.ts';

export interface RequestOptions {
  /** What the policy is to be called, often the name of its file. A `role` around the policy knows better. */
  readonly name: string;
  /** Overrules the type that the services ask for. */
  readonly type?: RoleType;
}

const indent = '  ';

/**
 * The body of the API request that creates the policy, by its kind: `POST /v3.0/OS-ROLE/roles` for 1.1 (an
 * agency URI in Resource included), `POST /v5/policies` for identity policies, `POST /v5/agencies` for trust
 * policies, `POST /v1/organizations/policies` for SCPs. Formats: reference 1.1, formats.md 3.1, 3.3 and 3.4.
 */
export function copyAsApiRequest(document: PolicyDocument, catalog: Catalog, findings: readonly Finding[], options: RequestOptions): Converted {
  const ready = makeReady(document, findings);
  if ('problem' in ready) return ready;
  const { policy, compact } = ready;
  switch (policy.kind) {
    case 'trust-5.0': {
      const name = fit(options.name, /[^\w+=_.@-]/g, 64);
      return { text: body([['agency_name', name], ['trust_policy', compact], ['description', options.name]]), notes: [sentTo('POST /v5/agencies'), ...renamed(options.name, name)] };
    }
    case 'scp-5.0': {
      const name = fit(options.name, /[^\p{Script=Han}\w -]/gu, 64);
      return {
        text: body([['name', name], ['type', 'service_control_policy'], ['content', compact], ['description', options.name]]),
        notes: [sentTo('POST /v1/organizations/policies'), ...renamed(options.name, name)],
      };
    }
    case 'identity-5.0': {
      const name = fit(options.name, /[^\w+=_.@-]/g, 128);
      return { text: body([['policy_name', name], ['policy_document', compact], ['description', options.name]]), notes: [sentTo('POST /v5/policies'), ...renamed(options.name, name)] };
    }
    default:
      return roleRequest(policy, catalog, options);
  }
}

function roleRequest(policy: Policy, catalog: Catalog, options: RequestOptions): Converted {
  const given = policy.role && stringIn(policy.role, 'type');
  const asked = roleType(policy, catalog);
  const type = options.type ?? (given === 'AX' || given === 'XA' ? given : asked.type);
  const wanted = (policy.role && stringIn(policy.role, 'display_name')) ?? options.name;
  const name = fit(wanted, /\s/g, 64);
  const description = (policy.role && stringIn(policy.role, 'description')) ?? wanted;
  const chinese = policy.role && stringIn(policy.role, 'description_cn');
  const role = writeObject(
    [
      ['display_name', JSON.stringify(name)],
      ['type', JSON.stringify(type)],
      ['description', JSON.stringify(description)],
      ...(chinese === undefined ? [] : [['description_cn', JSON.stringify(chinese)] as const]),
      ['policy', writePolicy(policy.text, policy.value, indent)],
    ],
    indent,
  );
  const chosen = options.type ?? given;
  const notes = chosen === undefined ? asked.notes : type === asked.type ? [] : [msg('Its services ask for type {0}; {1} is written because it was given.', code(asked.type), code(type))];
  return { text: writeObject([['role', role]], indent), notes: [sentTo('POST /v3.0/OS-ROLE/roles'), ...notes, ...renamed(wanted, name)] };
}

function body(members: readonly (readonly [name: string, value: string])[]): string {
  return writeObject(members.map(([name, value]) => [name, JSON.stringify(value)]), indent);
}

/** A name as the API takes it: other characters become `-`, and it is cut to `maximum` characters. */
function fit(name: string, others: RegExp, maximum: number): string {
  const fitting = [...name.trim().replace(others, '-')].slice(0, maximum).join('');
  return fitting === '' ? 'policy' : fitting;
}

function sentTo(request: string): Message {
  return msg('Body of {0}.', code(request));
}

function renamed(wanted: string, name: string): readonly Message[] {
  return wanted === name ? [] : [msg('The name is written as "{0}", as the API takes it.', name)];
}

function stringIn(object: JsonObject, name: string): string | undefined {
  const value = member(object, name)?.value;
  return value?.type === 'string' && value.value !== '' ? value.value : undefined;
}
