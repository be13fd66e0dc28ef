import type { Json, Path } from '../json/json.ts';
import type { JsonText } from '../json/parse.ts';
import type { Message } from '../message.ts';
import type { AuthorizationMode, Decision, PolicyRole, Reason, Scope, SimulationRequest } from '../simulate/types.ts';
import type { Span } from '../text.ts';

/** What a test asks for: a decision, or one of the two that do not allow. */
export type Expectation = Decision | 'NotAllowed';

/** Something wrong in a file of access tests. Always an error: a test that is read wrongly proves nothing. */
export interface TestFinding {
  readonly path: Path;
  readonly span: Span;
  /** The finding is about the name at `path`. */
  readonly on?: 'key';
  readonly message: Message;
}

/** An ENTRY of `policies`, `scps` or `session` (interfaces.md). */
export interface TestEntry {
  readonly source: { readonly file: string } | { readonly document: Json } | { readonly system: string };
  /** Of a boundary; the others have the role of their kind. */
  readonly role: PolicyRole | undefined;
  readonly scope: Scope | undefined;
  readonly dependenciesAttached: boolean;
  /** Of the entry in the test file; of its file name where it has one. */
  readonly path: Path;
  readonly span: Span;
  /** `/policies/2`, by which an inline document is called in results. */
  readonly pointer: string;
}

export interface AccessTest {
  readonly name: string;
  readonly path: Path;
  readonly span: Span;
  readonly request: SimulationRequest;
  readonly expect: Expectation;
  /** What is wrong with this test: it is not run. */
  readonly findings: readonly TestFinding[];
}

/** A file of access tests as it was read. */
export interface AccessTestFile {
  readonly json: JsonText;
  readonly entries: readonly TestEntry[];
  readonly authorization: AuthorizationMode;
  readonly tests: readonly AccessTest[];
  /** What concerns the file as a whole: then no test of it is run. */
  readonly findings: readonly TestFinding[];
}

export interface AccessTestResult {
  readonly name: string;
  readonly path: Path;
  readonly span: Span;
  readonly expect: Expectation;
  /** Absent where the test could not be run. */
  readonly decision: Decision | undefined;
  readonly reason: Reason | undefined;
  readonly status: 'passed' | 'failed' | 'error';
  /** What was expected and what came, or why the test could not be run; absent where it passed. */
  readonly message: Message | undefined;
}

export interface AccessTestRun {
  readonly tests: readonly AccessTestResult[];
  /** Everything that is wrong in the file, in the order of the text; entries whose files are missing included. */
  readonly findings: readonly TestFinding[];
  readonly summary: { readonly passed: number; readonly failed: number; readonly errors: number };
}
