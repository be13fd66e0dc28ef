/** Names that other checkers have for the same mistake, so that people find what they know. */
export interface OtherNames {
  /** Policy checks of AWS IAM Access Analyzer, by the heading of its reference. */
  readonly aws?: readonly string[];
  /** Issues of parliament, the linter of Duo Labs. */
  readonly parliament?: readonly string[];
}

export const otherNames: Readonly<Record<string, OtherNames>> = {
  'json-syntax': { aws: ['JSON_SYNTAX_ERROR'], parliament: ['MALFORMED_JSON'] },
  'duplicate-key': { aws: ['DUPLICATE_KEYS_WITH_DIFFERENT_CASE'] },
  'missing-version': { aws: ['MISSING_VERSION'], parliament: ['NO_VERSION'] },
  'invalid-version': { aws: ['INVALID_VERSION'], parliament: ['INVALID_VERSION', 'OLD_VERSION'] },
  'missing-statement': { aws: ['MISSING_STATEMENT'], parliament: ['MALFORMED'] },
  'missing-effect': { aws: ['MISSING_EFFECT'], parliament: ['MALFORMED'] },
  'missing-action': { aws: ['MISSING_ACTION'], parliament: ['MALFORMED'] },
  'missing-principal': { aws: ['MISSING_PRINCIPAL'], parliament: ['MALFORMED'] },
  'invalid-effect': { aws: ['INVALID_EFFECT'], parliament: ['MALFORMED'] },
  'wrong-type': { aws: ['DATA_TYPE_MISMATCH'], parliament: ['MALFORMED'] },
  'unknown-element': { aws: ['INVALID_POLICY_ELEMENT', 'INVALID_PRINCIPAL_KEY', 'UNSUPPORTED_SID'], parliament: ['MALFORMED', 'UNKNOWN_PRINCIPAL'] },
  'exclusive-elements': { aws: ['UNSUPPORTED_ELEMENT_COMBINATION'], parliament: ['MALFORMED'] },
  'unsupported-principal': { aws: ['UNSUPPORTED_PRINCIPAL', 'SCP_SYNTAX_ERROR_PRINCIPAL'] },
  'empty-list': { aws: ['EMPTY_ARRAY_ACTION', 'EMPTY_ARRAY_RESOURCE', 'EMPTY_OBJECT_CONDITION'] },
  'action-format': { aws: ['INVALID_ACTION'], parliament: ['MALFORMED'] },
  'unknown-service': { aws: ['INVALID_SERVICE_IN_ACTION'], parliament: ['UNKNOWN_PREFIX'] },
  'unknown-resource-type': { aws: ['INVALID_ACTION'], parliament: ['UNKNOWN_ACTION'] },
  'unknown-action': { aws: ['INVALID_ACTION'], parliament: ['UNKNOWN_ACTION'] },
  'uppercase-service': { aws: ['INVALID_ARN_SERVICE_CASE'] },
  'resource-format': { aws: ['INVALID_ARN_PREFIX', 'INVALID_ARN_RESOURCE', 'MISSING_ARN_FIELD'], parliament: ['INVALID_ARN'] },
  'region-format': { aws: ['INVALID_ARN_REGION', 'INVALID_REGION'], parliament: ['INVALID_ARN'] },
  'obs-resource': { aws: ['ARN_REGION_NOT_ALLOWED'] },
  'resource-path': { aws: ['UNSUPPORTED_RESOURCE_ARN_IN_POLICY'] },
  'resource-not-supported': { aws: ['UNSUPPORTED_RESOURCE_ARN_IN_POLICY'] },
  'action-resource-mismatch': { parliament: ['RESOURCE_MISMATCH'] },
  'unknown-operator': { aws: ['INVALID_CONDITION_OPERATOR'] },
  'null-if-exists': { aws: ['NULL_WITH_IF_EXISTS'] },
  'unknown-condition-key': { aws: ['INVALID_GLOBAL_CONDITION_KEY', 'INVALID_SERVICE_CONDITION_KEY', 'INVALID_CONDITION_KEY_FORMAT'] },
  'key-of-other-service': { aws: ['IRRELEVANT_CONDITION_KEY_IN_POLICY'], parliament: ['UNKNOWN_CONDITION_FOR_ACTION'] },
  'unused-condition-key': { aws: ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY'], parliament: ['UNKNOWN_CONDITION_FOR_ACTION'] },
  'operator-type': { aws: ['TYPE_MISMATCH', 'TYPE_MISMATCH_BOOLEAN', 'TYPE_MISMATCH_DATE', 'TYPE_MISMATCH_IP_RANGE', 'TYPE_MISMATCH_NUMBER', 'TYPE_MISMATCH_STRING'], parliament: ['MISMATCHED_TYPE', 'MISMATCHED_TYPE_BUT_USABLE'] },
  'condition-value-format': { aws: ['INVALID_CONDITION_DATA_TYPE', 'INVALID_DATE_VALUE'], parliament: ['MISMATCHED_TYPE', 'MISMATCHED_TYPE_OPERATION_TO_NULL'] },
  'set-operator': { aws: ['MISSING_QUALIFIER'] },
  'variable-position': { aws: ['MISSING_BRACE_IN_VARIABLE', 'VARIABLE_UNSUPPORTED_IN_ELEMENT'] },
  'bool-deny': { parliament: ['BAD_PATTERN_FOR_MFA'] },
  'policy-too-large': { aws: ['POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', 'POLICY_SIZE_EXCEEDS_SCP_QUOTA', 'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA'] },
  'scp-allow-not-action': { aws: ['SCP_SYNTAX_ERROR_ALLOW_NOTACTION'] },
  'scp-allow-condition': { aws: ['SCP_SYNTAX_ERROR_ALLOW_CONDITION'] },
  'scp-wildcard': { aws: ['SCP_SYNTAX_ERROR_ACTION_WILDCARD'] },
  'trust-without-source': { aws: ['RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'] },
  'redundant-allow': { aws: ['REDUNDANT_ACTION', 'REDUNDANT_STATEMENT'] },
  'redundant-deny': { aws: ['REDUNDANT_ACTION', 'REDUNDANT_STATEMENT'] },
  'tag-condition': { aws: ['ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'] },
};
