import { type Catalog } from '../catalog/catalog.ts';
import { code, type Message, msg } from '../message.ts';
import type { Policy, ResourceString, Segment } from '../policy/policy.ts';
import { contains } from '../text.ts';
import { nameVersion } from '../structure/counts.ts';
import { variableHover } from './condition.ts';
import { resourceSupport, serviceHover, typeHover } from './service.ts';
import { type Hover, told } from './words.ts';

/** What the segment of a resource at an offset means, for the service that it belongs to. */
export function resourceHover(policy: Policy, resource: ResourceString, offset: number, catalog: Catalog): Hover | undefined {
  const variable = variableHover(policy, resource.node, offset, catalog);
  if (variable) return variable;
  const { value, node, segments } = resource;
  if (value === '*') return { span: node.span, contents: everything(policy) };
  if (value.startsWith('/iam/agencies/')) return { span: node.span, contents: [msg('The agency with this ID, into which the action {0} may switch.', code('iam:agencies:assume'))] };
  const index = segments.findIndex((it) => contains(it.span, offset));
  const segment = segments[index];
  const service = segments[0];
  if (!segment || !service || segments.length < 2) return undefined;
  switch (index) {
    case 0:
      return segment.value === '*' ? { span: segment.span, contents: [msg('**Service**: resources of every service.')] } : serviceHover(segment, nameVersion(policy.version), catalog);
    case 1:
      return { span: segment.span, contents: region(segment, service) };
    case 2:
      return { span: segment.span, contents: account(segment) };
    case 3:
      return type(segment, service, policy, catalog);
    default:
      return { span: segment.span, contents: path(service, policy, catalog) };
  }
}

function everything({ version }: Policy): readonly Message[] {
  const all = msg('**{0}**: every resource, and requests that name none.', code('*'));
  return version === '5.0' ? [all, msg('Needed for actions whose row in the reference names no resource type.')] : [all];
}

function region({ value }: Segment, service: Segment): readonly Message[] {
  const what =
    value === '*' || value === '' ? msg('**Region**: every region.') : value.includes('*') ? msg('**Region**: regions whose ID matches {0}.', code(value)) : msg('**Region**: the one with the ID {0}.', code(value));
  return service.value.toLowerCase() === 'obs' ? [what, msg('OBS accepts {0} only.', code('*'))] : [what];
}

function account({ value }: Segment): readonly Message[] {
  if (value === '*') return [msg('**Account**: every account.')];
  if (value === '') return [msg('**Account**: left empty, which means every account.')];
  if (value === 'system') return [msg('**Account**: what Huawei Cloud itself provides.')];
  return [msg('**Account**: the one with the ID {0}. Letter case counts.', code(value))];
}

function type(segment: Segment, service: Segment, { version }: Policy, catalog: Catalog): Hover | undefined {
  if (segment.value === '*') return { span: segment.span, contents: [msg('**Resource type**: every type of the service.')] };
  const known = typeHover(service.value, segment, nameVersion(version), catalog);
  if (known) return known;
  return { span: segment.span, contents: [msg('**Resource type** of the service {0}.', code(service.value))] };
}

function path(service: Segment, { version }: Policy, catalog: Catalog): readonly Message[] {
  const what = msg('**Resource path**: name or ID of the resource. {0} stands for any characters, also for {1}. Letter case counts.', code('*'), code('/'));
  if (version === '5.0') return [what];
  const fact = catalog.service(service.value);
  if (fact?.name === 'modelarts') return [msg('**Resource path**: ModelArts accepts none in version 1.1. Write {0} here, which limits the policy to the resource type.', code('*'))];
  return [what, ...(fact ? resourceSupport(fact) : []), ...told(fact?.note)];
}
