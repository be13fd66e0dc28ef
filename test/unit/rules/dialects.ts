import { policyKinds, type PolicyKind, versionOf } from '../../../server/src/core/policy/kind.ts';

export const version11: readonly PolicyKind[] = ['custom-1.1', 'session-1.1'];
export const version50: readonly PolicyKind[] = ['identity-5.0', 'session-5.0', 'scp-5.0', 'trust-5.0'];

/** Every dialect that people write; roles (1.0) are made by Huawei Cloud and read only. */
export const written: readonly PolicyKind[] = [...version11, ...version50];
const attached: readonly PolicyKind[] = written.filter((it) => it !== 'trust-5.0');
const granting: readonly PolicyKind[] = ['custom-1.1', 'identity-5.0'];
const alone: readonly PolicyKind[] = ['custom-1.1', 'identity-5.0', 'scp-5.0'];

/** The dialects that each rule is about. A rule finds nothing in any other; a rule that is not listed is about none. */
export const dialectsOf: Readonly<Record<string, readonly PolicyKind[]>> = {
  'json-syntax': policyKinds,
  'duplicate-key': policyKinds,
  'too-deep': policyKinds,
  'invalid-version': policyKinds,
  'missing-version': policyKinds,
  'missing-statement': policyKinds,
  'wrong-type': policyKinds,
  'unknown-element': policyKinds,
  'exclusive-elements': policyKinds,
  'missing-effect': policyKinds,
  'invalid-effect': policyKinds,
  'effect-case': policyKinds,
  'missing-action': policyKinds,
  'not-action-in-1-1': version11,
  'empty-list': written,
  'depends-in-policy': version11,
  'unsupported-principal': attached,
  'missing-principal': ['trust-5.0'],
  'action-format': written,
  'several-actions': written,
  'blank-in-action': written,
  'uppercase-service': ['custom-1.1'],
  'unknown-service': written,
  'unknown-resource-type': written,
  'unknown-action': written,
  'resource-format': written,
  'blank-in-resource': written,
  'resource-path': version11,
  'unknown-operator': written,
  'null-if-exists': written,
  'legacy-operator': version11,
  'unknown-condition-key': written,
  'policy-too-large': written,
  'too-many-statements': version11,
  'too-many-actions': version11,
  'action-too-long': written,
  'too-many-resources': version11,
  'resource-too-long': written,
  'too-many-conditions': version11,
  'condition-value-length': version11,
  'role-wrapper': ['custom-1.1'],
  'scp-allow-not-action': ['scp-5.0'],
  'agency-resource': version11,
  'too-many-depends': ['role-1.0'],
  'operator-type': written,
  'condition-value-format': written,
  'all-actions': granting,
  'whole-service': granting,
  'any-agency': ['custom-1.1'],
  'widens-permissions': granting,
  'bool-deny': written,
  'deprecated-name': written,
  'unmatched-wildcard': written,
  'mixed-levels': version11,
  'variable-position': written,
  'multi-valued-variable': written,
  'obs-resource': version11,
  'resource-not-supported': version11,
  'action-resource-mismatch': attached,
  'action-takes-no-resource': ['identity-5.0', 'session-5.0', 'scp-5.0'],
  'key-of-other-service': attached,
  'set-operator': written,
  'mfa-age-alone': written,
  'scp-allow-condition': ['scp-5.0'],
  'scp-wildcard': ['scp-5.0'],
  'trust-without-source': ['trust-5.0'],
  'tag-condition': granting,
  'region-format': written,
  'unused-condition-key': written,
  'deny-only': granting,
  'denied-allow': written,
  'denied-resource': alone,
  'partly-denied-allow': alone,
  'redundant-allow': written,
  'redundant-deny': written,
  'idle-deny': alone,
  'never-applies': written,
};

/**
 * A text as it is written in another dialect: with its Version, and in trust policies with somebody to trust in
 * every statement that names nobody.
 */
export function inDialect(text: string, kind: PolicyKind): string {
  const versioned = text.replace(/"Version":(\s*)"(?:1\.0|1\.1|5\.0)"/, (_, blanks: string) => `"Version":${blanks}"${versionOf(kind)}"`);
  return kind === 'trust-5.0' ? versioned.replaceAll(/\{("(?:Effect|Action)": [^{}]*)/g, (found, rest: string) => (/"(?:Not)?Principal"/.test(rest) ? found : `{"Principal": {"IAM": ["iam::a:root"]}, ${rest}`)) : versioned;
}
