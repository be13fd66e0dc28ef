import { analysisRules } from '../analysis/rules.ts';
import { actionFormat } from './action-format.ts';
import { actionResourceMismatch } from './action-resource-mismatch.ts';
import { actionTakesNoResource } from './action-takes-no-resource.ts';
import { actionTooLong } from './action-too-long.ts';
import { agencyResource } from './agency-resource.ts';
import { allActions } from './all-actions.ts';
import { anyAgency } from './any-agency.ts';
import { awsPolicy } from './aws-policy.ts';
import { blankInAction } from './blank-in-action.ts';
import { blankInResource } from './blank-in-resource.ts';
import { boolDeny } from './bool-deny.ts';
import { conditionValueFormat } from './condition-value-format.ts';
import { conditionValueLength } from './condition-value-length.ts';
import { denyOnly } from './deny-only.ts';
import { dependsInPolicy } from './depends-in-policy.ts';
import { deprecatedName } from './deprecated-name.ts';
import { duplicateKey } from './duplicate-key.ts';
import { effectCase } from './effect-case.ts';
import { emptyList } from './empty-list.ts';
import { exclusiveElements } from './exclusive-elements.ts';
import { invalidEffect } from './invalid-effect.ts';
import { invalidVersion } from './invalid-version.ts';
import { jsonSyntax } from './json-syntax.ts';
import { keyOfOtherService } from './key-of-other-service.ts';
import { legacyOperator } from './legacy-operator.ts';
import { mfaAgeAlone } from './mfa-age-alone.ts';
import { missingAction } from './missing-action.ts';
import { missingEffect } from './missing-effect.ts';
import { missingPrincipal } from './missing-principal.ts';
import { missingStatement } from './missing-statement.ts';
import { missingVersion } from './missing-version.ts';
import { mixedLevels } from './mixed-levels.ts';
import { multiValuedVariable } from './multi-valued-variable.ts';
import { notAPolicy } from './not-a-policy.ts';
import { notActionIn11 } from './not-action-in-1-1.ts';
import { nullIfExists } from './null-if-exists.ts';
import { obsResource } from './obs-resource.ts';
import { operatorType } from './operator-type.ts';
import { policyTooLarge } from './policy-too-large.ts';
import { regionFormat } from './region-format.ts';
import { resourceFormat } from './resource-format.ts';
import { resourceNotSupported } from './resource-not-supported.ts';
import { resourcePath } from './resource-path.ts';
import { resourceTooLong } from './resource-too-long.ts';
import { roleWrapper } from './role-wrapper.ts';
import type { Rule, RuleInfo, TextRule } from './rule.ts';
import { scpAllowCondition } from './scp-allow-condition.ts';
import { scpAllowNotAction } from './scp-allow-not-action.ts';
import { scpWildcard } from './scp-wildcard.ts';
import { setOperator } from './set-operator.ts';
import { severalActions } from './several-actions.ts';
import { tagCondition } from './tag-condition.ts';
import { tooDeep } from './too-deep.ts';
import { tooManyActions } from './too-many-actions.ts';
import { tooManyConditions } from './too-many-conditions.ts';
import { tooManyDepends } from './too-many-depends.ts';
import { tooManyResources } from './too-many-resources.ts';
import { tooManyStatements } from './too-many-statements.ts';
import { trustWithoutSource } from './trust-without-source.ts';
import { unknownAction } from './unknown-action.ts';
import { unknownConditionKey } from './unknown-condition-key.ts';
import { unknownElement } from './unknown-element.ts';
import { unknownOperator } from './unknown-operator.ts';
import { unknownResourceType } from './unknown-resource-type.ts';
import { unknownService } from './unknown-service.ts';
import { unmatchedWildcard } from './unmatched-wildcard.ts';
import { unsupportedPrincipal } from './unsupported-principal.ts';
import { unusedConditionKey } from './unused-condition-key.ts';
import { uppercaseService } from './uppercase-service.ts';
import { variablePosition } from './variable-position.ts';
import { wholeService } from './whole-service.ts';
import { widensPermissions } from './widens-permissions.ts';
import { wrongType } from './wrong-type.ts';

/** The rules about the text itself, which run on everything. */
export const textRules: readonly TextRule[] = [jsonSyntax, duplicateKey, tooDeep, notAPolicy, awsPolicy];

/**
 * The rules that run on a policy, in the order of the generated tables. The analysis comes last: what has an
 * error takes no part in it.
 */
export const rules: readonly Rule[] = [
  invalidVersion,
  missingVersion,
  missingStatement,
  wrongType,
  unknownElement,
  exclusiveElements,
  missingEffect,
  invalidEffect,
  effectCase,
  missingAction,
  notActionIn11,
  emptyList,
  dependsInPolicy,
  unsupportedPrincipal,
  missingPrincipal,
  actionFormat,
  severalActions,
  blankInAction,
  uppercaseService,
  unknownService,
  unknownResourceType,
  unknownAction,
  resourceFormat,
  blankInResource,
  resourcePath,
  unknownOperator,
  nullIfExists,
  legacyOperator,
  unknownConditionKey,
  policyTooLarge,
  tooManyStatements,
  tooManyActions,
  actionTooLong,
  tooManyResources,
  resourceTooLong,
  tooManyConditions,
  conditionValueLength,
  roleWrapper,
  scpAllowNotAction,
  agencyResource,
  tooManyDepends,
  operatorType,
  conditionValueFormat,
  allActions,
  wholeService,
  anyAgency,
  widensPermissions,
  boolDeny,
  deprecatedName,
  unmatchedWildcard,
  mixedLevels,
  variablePosition,
  multiValuedVariable,
  obsResource,
  resourceNotSupported,
  actionResourceMismatch,
  actionTakesNoResource,
  keyOfOtherService,
  setOperator,
  mfaAgeAlone,
  scpAllowCondition,
  scpWildcard,
  trustWithoutSource,
  tagCondition,
  regionFormat,
  unusedConditionKey,
  denyOnly,
  ...analysisRules,
];

/** All that have a page of documentation. */
export const documented: readonly RuleInfo[] = [...textRules, ...rules];
