import type { Entry } from '../entry/entry.ts';
import type { FieldFinding } from '../json/fields.ts';
import type { Path } from '../json/json.ts';
import type { JsonText } from '../json/parse.ts';
import type { Message } from '../message.ts';
import type { AuthorizationMode, Decision, Reason, SimulationRequest } from '../simulate/types.ts';
import type { Span } from '../text.ts';

/** What a test asks for: a decision, or one of the two that do not allow. */
export type Expectation = Decision | 'NotAllowed';

/** Something wrong in a file of access tests. Always an error: a test that is read wrongly proves nothing. */
export interface TestFinding extends FieldFinding {
  /** No schema can say it. The others are about the shape of the file, which the editor's JSON support checks. */
  readonly ours?: true;
}

/** An ENTRY of `policies`, `scps` or `session` (interfaces.md). */
export type TestEntry = Entry;

export interface AccessTest {
  readonly name: string;
  readonly path: Path;
  readonly span: Span;
  readonly request: SimulationRequest;
  /** Who asks, of the account: `user:ann`. */
  readonly as: Written | undefined;
  readonly expect: Expectation;
  /** What is wrong with this test: it is not run. */
  readonly findings: readonly TestFinding[];
}

/** A string of the file with its place. */
export interface Written {
  readonly value: string;
  readonly path: Path;
  readonly span: Span;
}

/** A file of access tests as it was read. */
export interface AccessTestFile {
  readonly json: JsonText;
  /** The account in whose name tests ask, in place of policies: its file, relative to this one. */
  readonly account: Written | undefined;
  readonly entries: readonly TestEntry[];
  /** Absent: strict, or as the account says. */
  readonly authorization: AuthorizationMode | undefined;
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
