import type { Range, TextEdit } from 'vscode-languageserver';
import type { RequestName, SimulatedRequest, SimulateJson } from '../protocol.ts';

/** A file of access tests. It need not be open. */
export interface TestFileParams {
  readonly uri: string;
}

/** Why something cannot be done, in the reader's language. */
export interface TestProblem {
  readonly problem: string;
}

export interface FoundTest {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly name: string;
  readonly range: Range;
}

export interface FoundTests {
  readonly tests: readonly FoundTest[];
  /** What keeps all of them from being run, with its place. */
  readonly problem?: string;
  readonly range?: Range;
}

export interface RunTestsParams extends TestFileParams {
  /** Positions of the tests to run; all of them when left out. */
  readonly tests?: readonly number[];
  readonly coverage?: boolean;
}

export interface PlaceInFile {
  readonly uri: string;
  readonly range: Range;
}

export interface RanTest {
  readonly index: number;
  readonly status: 'passed' | 'failed' | 'error';
  /** "Expected Denied, was Allowed: …", or why it cannot be run. */
  readonly message?: string;
  /** What is expected, and what came: "Denied", "Allowed". */
  readonly expected?: string;
  readonly actual?: string;
  /** Of what is expected. */
  readonly range: Range;
  /** The statement that decides. */
  readonly decidedBy?: PlaceInFile & { readonly title: string };
}

export interface RanTests {
  readonly tests: readonly RanTest[];
  /** Files on which the results rest, the test file apart. */
  readonly files: readonly string[];
  readonly coverage: readonly CoveredFile[];
}

/** How far tests reach into the policies of one file. Ids are unique in the file, and the same in every run of the same text. */
export interface CoveredFile {
  readonly uri: string;
  readonly statements: readonly CoveredStatement[];
}

export interface CoveredStatement {
  readonly id: string;
  /** "Statement 2 (Deny)" */
  readonly name: string;
  readonly range: Range;
  /** Tests to which it applied. */
  readonly applied: number;
  readonly strings: readonly { readonly id: string; readonly range: Range; readonly named: number }[];
  readonly conditions: readonly { readonly id: string; readonly range: Range; readonly met: number; readonly notMet: number }[];
}

export interface TraceTestParams extends TestFileParams {
  readonly test: number;
}

export type TracedTest =
  | {
      readonly name: string;
      readonly request: SimulatedRequest;
      readonly simulation: SimulateJson;
      /** Where each path of each policy is, by `POLICY PATH`. */
      readonly places: Readonly<Record<string, PlaceInFile>>;
    }
  | TestProblem;

/** Where a new test may go. */
export interface TestTargetsParams {
  /** URI of the policy that is tested, or of the account whose persons ask. */
  readonly policy: string;
  /** URIs of test files. */
  readonly candidates: readonly string[];
}

export interface TestTarget {
  readonly uri: string;
  readonly count: number;
  /** Its tests decide under this policy. */
  readonly usesPolicy: boolean;
}

export interface SaveTestParams {
  /** URI of the policy, or of the account where somebody of it asks. */
  readonly policy: string;
  /** Who asks, of the account: `user:ann`. */
  readonly as?: string;
  readonly request: SimulatedRequest;
  readonly decision: 'Allow' | 'Deny' | 'ImplicitDeny' | 'Unknown';
  readonly authorization?: 'strict' | 'non-strict';
  /** The test file to add to; a new one when left out. */
  readonly target?: string;
  /** Where a new file is to be. */
  readonly newFile?: string;
  /** As the person wants it called; without it a name is only proposed. */
  readonly name?: string;
}

/** What to write: edits of the target, or the text of a new file. */
export interface WrittenTests {
  readonly edits?: readonly TextEdit[];
  readonly text?: string;
  /** Tests that are written. */
  readonly count: number;
  /** Name of the first one. */
  readonly name: string;
  /** Names that the target has already. */
  readonly taken: readonly string[];
}

export interface WriteTestsParams {
  /** URI of an open policy. */
  readonly policy: string;
  readonly authorization?: 'strict' | 'non-strict';
  readonly target?: string;
  readonly newFile?: string;
}

/** The tests of a file. */
export const accessTests: RequestName<TestFileParams, FoundTests> = { method: 'iamPolicy/accessTests' };
export const runAccessTests: RequestName<RunTestsParams, RanTests | TestProblem> = { method: 'iamPolicy/runAccessTests' };
/** Every step of one test. */
export const traceAccessTest: RequestName<TraceTestParams, TracedTest> = { method: 'iamPolicy/traceAccessTest' };
export const testTargets: RequestName<TestTargetsParams, readonly TestTarget[]> = { method: 'iamPolicy/testTargets' };
/** A simulation as a test. */
export const saveAsTest: RequestName<SaveTestParams, WrittenTests | TestProblem> = { method: 'iamPolicy/saveAsTest' };
/** Tests for what a policy does today. */
export const writeTests: RequestName<WriteTestsParams, WrittenTests | TestProblem> = { method: 'iamPolicy/writeTests' };
