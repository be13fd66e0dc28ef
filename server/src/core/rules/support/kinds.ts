import { type Message, msg } from '../../message.ts';
import { type Kind, isPolicyKind, type LanguageVersion, type PolicyKind } from '../../policy/kind.ts';
import type { Policy } from '../../policy/policy.ts';

/** Whether a document of this kind is ours to judge: a policy, or a file that should be one. */
export function isOurs(kind: Kind): boolean {
  return isPolicyKind(kind) || kind === 'none';
}

/** Custom policies and session policies of version 1.1. Roles (1.0) are made by Huawei Cloud and only read. */
export function is11({ version }: Policy): boolean {
  return version === '1.1';
}

export function is50({ version }: Policy): boolean {
  return version === '5.0';
}

/** Policies that people write, roles left out. */
export function isWritten({ kind }: Policy): boolean {
  return kind !== 'role-1.0';
}

/** What a document of this kind is called, in the plural: "custom policies (1.1)". */
export function kindName(kind: PolicyKind): Message {
  switch (kind) {
    case 'role-1.0':
      return msg('system roles (1.0)');
    case 'custom-1.1':
      return msg('custom policies (1.1)');
    case 'identity-5.0':
      return msg('identity policies (5.0)');
    case 'trust-5.0':
      return msg('trust policies (5.0)');
    case 'scp-5.0':
      return msg('service control policies (5.0)');
    case 'session-1.1':
      return msg('session policies (1.1)');
    case 'session-5.0':
      return msg('session policies (5.0)');
  }
}

/** Policies of a version as people call them. */
export function versionName(version: LanguageVersion): Message {
  switch (version) {
    case '1.0':
      return msg('system roles (1.0)');
    case '1.1':
      return msg('custom policies (1.1)');
    case '5.0':
      return msg('identity policies (5.0)');
  }
}

/** Policies that give permissions to whoever they are attached to; boundaries and trust policies do not. */
export function grantsPermissions({ kind }: Policy): boolean {
  return kind === 'custom-1.1' || kind === 'identity-5.0';
}
