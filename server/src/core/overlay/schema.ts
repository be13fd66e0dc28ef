import type { AccessLevel, ConditionKeyFact } from '../catalog/catalog.ts';
import { addFinding, type FieldFinding, type Findings, jsonFindings, opening, readFlag, readList, readObject, readString } from '../json/fields.ts';
import { type Json, type JsonObject, member, type Path } from '../json/json.ts';
import { type JsonText, parseJson } from '../json/parse.ts';
import { type Local, msg } from '../message.ts';

/** An authorization schema of one service, as the IAM API returns it (GetAuthorizationSchemaV5). */
export interface Schema {
  /** `v1` */
  readonly version: string;
  readonly actions: readonly SchemaAction[];
  readonly resources: readonly SchemaResource[];
  readonly conditions: readonly SchemaCondition[];
  readonly operations: readonly SchemaOperation[];
}

export interface SchemaAction {
  readonly name: string;
  readonly accessLevel: AccessLevel;
  readonly description: Local;
  readonly aliases: readonly string[];
  /** Keys whatever the resource. */
  readonly conditionKeys: readonly string[];
  readonly resources: readonly { readonly urnTemplate: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
}

export interface SchemaResource {
  readonly typeName: string;
  readonly urnTemplate: string;
}

export interface SchemaCondition {
  readonly key: string;
  readonly valueType: ConditionKeyFact['valueType'];
  readonly multiValued: boolean;
  readonly description: Local;
}

export interface SchemaOperation {
  readonly id: string;
  readonly action: string | undefined;
  readonly dependentActions: readonly string[];
}

/** What a file holds: a schema, something else that belongs to the same answers of the API, or what is wrong with it. */
export type SchemaReading =
  | { readonly kind: 'schema'; readonly schema: Schema }
  /** The list of services: no facts in it. */
  | { readonly kind: 'other' }
  | { readonly kind: 'refused'; readonly json: JsonText; readonly findings: readonly FieldFinding[] };

/** UTF-16 units, as the API documents characters. */
const longestDescription = 1500;

/** More actions than any service has; a file beyond is no schema. */
const mostActions = 20_000;

/**
 * Reads one file of a folder of authorization schemas. Never throws. A schema with a missing or wrong field is
 * refused as a whole: half a schema would make names that exist look unknown.
 */
export function readSchema(text: string): SchemaReading {
  const json = parseJson(text);
  const { root } = json;
  const syntax = jsonFindings(json);
  if (syntax.length > 0 || !root) return { kind: 'refused', json, findings: syntax.length > 0 ? syntax : [{ span: { start: 0, end: 0 }, path: [], message: msg('The file is empty.') }] };
  if (root.type !== 'object') return { kind: 'refused', json, findings: [{ span: root.span, path: [], message: msg('An authorization schema is an object in braces.') }] };
  if (!member(root, 'actions') && member(root, 'service_codes')) return { kind: 'other' };
  const error = member(root, 'error_code');
  if (!member(root, 'actions') && error) return { kind: 'refused', json, findings: [{ span: error.span, path: ['error_code'], message: msg('This is an error of the API, no authorization schema.') }] };
  const findings: Findings = [];
  const schema = new SchemaReader(findings).schema(root);
  return findings.length > 0 ? { kind: 'refused', json, findings } : { kind: 'schema', schema };
}

const accessLevels: Readonly<Record<string, AccessLevel>> = { list: 'List', read: 'Read', write: 'Write', tagging: 'Tagging', permission_management: 'Permission_management' };
const valueTypes: readonly string[] = ['string', 'numeric', 'date', 'boolean', 'ip_address'] satisfies readonly ConditionKeyFact['valueType'][];

/** The patterns that the API documents, and the lengths. */
const actionName = /^(?:\*|[\w.-]+):[\w-]*:[\w-]+$/;
const urn = /^[\w.-]+:(?:<region>)?:(?:system|<[\w-]+>)?:[\w-]+:[\w></-]+$/;
const typeName = /^[\w-]{1,32}$/;
const keyName = /^\w+:[\w\-></]+$/;
const versionName = /^v[1-9][0-9]*$/;

class SchemaReader {
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  schema(root: JsonObject): Schema {
    const version = this.matching(root, [], 'version', versionName) ?? '';
    const actions = readList(root, [], 'actions', this.findings);
    if (actions.length === 0 && !member(root, 'actions')) this.missing(root, [], 'actions');
    else if (actions.length === 0 || actions.length > mostActions) addFinding(this.findings, member(root, 'actions')?.span ?? root.span, ['actions'], msg('A schema lists between 1 and {0} actions.', mostActions));
    return {
      version,
      actions: this.objects(actions.slice(0, mostActions), ['actions'], (it, path) => this.action(it, path)),
      resources: this.objects(readList(root, [], 'resources', this.findings), ['resources'], (it, path) => ({
        typeName: this.matching(it, path, 'type_name', typeName) ?? '',
        urnTemplate: this.matching(it, path, 'urn_template', urn) ?? '',
      })),
      conditions: this.objects(readList(root, [], 'conditions', this.findings), ['conditions'], (it, path) => ({
        key: this.matching(it, path, 'key', keyName) ?? '',
        valueType: (this.oneOf(it, path, 'value_type', valueTypes) ?? 'string') as ConditionKeyFact['valueType'],
        multiValued: readFlag(it, path, 'multi_valued', this.findings),
        description: this.description(it, path),
      })),
      operations: this.objects(readList(root, [], 'operations', this.findings), ['operations'], (it, path) => ({
        id: readString(it, path, 'operation_id', this.findings, true) ?? '',
        action: member(it, 'operation_action') ? this.matching(it, path, 'operation_action', actionName) : undefined,
        dependentActions: this.names(it, path, 'dependent_actions', actionName),
      })),
    };
  }

  private action(it: JsonObject, path: Path): SchemaAction {
    if (!member(it, 'permission_only')) this.missing(it, path, 'permission_only');
    else readFlag(it, path, 'permission_only', this.findings);
    const level = this.oneOf(it, path, 'access_level', Object.keys(accessLevels));
    return {
      name: this.matching(it, path, 'name', actionName) ?? '',
      accessLevel: accessLevels[level ?? ''] ?? 'Read',
      description: this.description(it, path),
      aliases: this.names(it, path, 'aliases', actionName),
      conditionKeys: this.names(it, path, 'condition_keys', keyName),
      resources: this.objects(readList(it, path, 'resources', this.findings), [...path, 'resources'], (one, at) => ({
        urnTemplate: this.matching(one, at, 'urn_template', urn) ?? '',
        required: readFlag(one, at, 'required', this.findings),
        conditionKeys: this.names(one, at, 'condition_keys', keyName),
      })),
    };
  }

  private description(object: JsonObject, base: Path): Local {
    const texts = readObject(object, base, 'description', this.findings);
    if (!texts) {
      if (!member(object, 'description')) this.missing(object, base, 'description');
      return { en: '', zhCn: '' };
    }
    // KooCLI and the API write `en_US`, the Terraform data source `en_us`.
    const path = [...base, 'description'];
    const text = (written: string): string => {
      const name = member(texts, written.toLowerCase()) ? written.toLowerCase() : written;
      const value = readString(texts, path, name, this.findings, true) ?? '';
      if (value.length > longestDescription) addFinding(this.findings, member(texts, name)?.value?.span ?? texts.span, [...path, name], msg('A description has at most {0} characters.', longestDescription));
      return value;
    };
    return { en: text('en_US'), zhCn: text('zh_CN') };
  }

  private objects<Value>(list: readonly Json[], base: Path, read: (object: JsonObject, path: Path) => Value): Value[] {
    return list.flatMap((it, index) => {
      if (it.type === 'object') return [read(it, [...base, index])];
      addFinding(this.findings, it.span, [...base, index], msg('An object in braces belongs here.'));
      return [];
    });
  }

  private names(object: JsonObject, base: Path, name: string, pattern: RegExp): string[] {
    return readList(object, base, name, this.findings).flatMap((it, index) => {
      if (it.type === 'string' && pattern.test(it.value)) return [it.value];
      addFinding(this.findings, it.span, [...base, name, index], it.type === 'string' ? msg('"{0}" has not the form of such a name.', it.value) : msg('A string belongs here.'));
      return [];
    });
  }

  private matching(object: JsonObject, base: Path, name: string, pattern: RegExp): string | undefined {
    const value = readString(object, base, name, this.findings, true);
    if (value === undefined || pattern.test(value)) return value;
    addFinding(this.findings, member(object, name)?.value?.span ?? object.span, [...base, name], msg('"{0}" has not the form of such a name.', value));
    return undefined;
  }

  private oneOf(object: JsonObject, base: Path, name: string, known: readonly string[]): string | undefined {
    const value = readString(object, base, name, this.findings, true);
    if (value === undefined || known.includes(value)) return value;
    addFinding(this.findings, member(object, name)?.value?.span ?? object.span, [...base, name], msg('"{0}" is none of {1}.', value, known.join(', ')));
    return undefined;
  }

  private missing(object: JsonObject, path: Path, name: string): void {
    addFinding(this.findings, opening(object.span), path, msg('"{0}" is missing.', name));
  }
}
