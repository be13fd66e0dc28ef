import * as vscode from 'vscode';
import { type PlaceInFile, type RanTest, type RanTests, runAccessTests } from '../../../server/src/lsp/protocol/access-test.ts';
import type { ServerConnection } from '../server-connection.ts';
import { Coverage, type CoverageDetails } from './coverage.ts';
import { itemsOf, type TestTree, toRange } from './tree.ts';

/** A run that goes on: it starts again when one of its files is saved. */
interface Continuous {
  readonly request: vscode.TestRunRequest;
  readonly profile: 'run' | 'coverage';
}

/** Runs tests of the Test Explorer: now, and again when a test, its policies or its account are saved. */
export class Runner implements vscode.Disposable {
  private readonly controller: vscode.TestController;
  private readonly tree: TestTree;
  private readonly server: ServerConnection;
  private readonly details: CoverageDetails;
  /** URIs of the files on which the results of each test file rest, by the URI of that. */
  private readonly restsOn = new Map<string, ReadonlySet<string>>();
  private readonly decided = new WeakMap<vscode.TestItem, PlaceInFile>();
  private readonly continuous = new Set<Continuous>();

  constructor(controller: vscode.TestController, tree: TestTree, server: ServerConnection, details: CoverageDetails, trace: (item: vscode.TestItem) => Promise<void>) {
    this.controller = controller;
    this.tree = tree;
    this.server = server;
    this.details = details;
    const kinds = vscode.TestRunProfileKind;
    controller.createRunProfile(vscode.l10n.t('Run access tests'), kinds.Run, (request, token) => this.start(request, token, 'run'), true, undefined, true);
    controller.createRunProfile(vscode.l10n.t('Show trace of an access test'), kinds.Debug, async (request, token) => {
      const [first] = await this.selected(request);
      const [item] = first?.items ?? [];
      await this.run(item ? new vscode.TestRunRequest([item], undefined, request.profile) : request, token, 'run');
      if (item) await trace(item);
    }, true);
    const coverage = controller.createRunProfile(vscode.l10n.t('Coverage of policies by access tests'), kinds.Coverage, (request, token) => this.start(request, token, 'coverage'), true, undefined, true);
    coverage.loadDetailedCoverage = (_run, file) => Promise.resolve(details.of(file));
  }

  dispose(): void {
    this.continuous.clear();
  }

  /** The statement that decided a test when it was run last. */
  decidedBy(item: vscode.TestItem): PlaceInFile | undefined {
    return this.decided.get(item);
  }

  /** Results that rest on a file are of an earlier text. */
  outdate(uri: vscode.Uri): void {
    for (const file of this.restingOn(uri)) this.controller.invalidateTestResults(file);
  }

  /** Continuous runs start again where they rest on the file. */
  saved(uri: vscode.Uri): void {
    if (this.continuous.size === 0) return;
    const files = this.restingOn(uri);
    if (files.length === 0) return;
    for (const { request, profile } of this.continuous) {
      const chosen = request.include?.filter((it) => files.includes(this.tree.fileOf(it))) ?? files;
      if (chosen.length > 0) void this.run(new vscode.TestRunRequest(chosen, request.exclude, request.profile, true), undefined, profile);
    }
  }

  private restingOn(uri: vscode.Uri): vscode.TestItem[] {
    const key = uri.toString();
    return this.tree.files.filter((it) => it.id === key || this.restsOn.get(it.id)?.has(key) === true);
  }

  private async start(request: vscode.TestRunRequest, token: vscode.CancellationToken, profile: Continuous['profile']): Promise<void> {
    if (request.continuous) {
      const one = { request, profile };
      this.continuous.add(one);
      token.onCancellationRequested(() => this.continuous.delete(one));
    }
    // A continuous run begins with a run, so that it is known on which files the results rest.
    await this.run(request, token, profile);
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken | undefined, profile: Continuous['profile']): Promise<void> {
    const run = this.controller.createTestRun(request);
    const coverage = new Coverage();
    const isCancelled = (): boolean => run.token.isCancellationRequested || (token?.isCancellationRequested ?? false);
    try {
      for (const { file, items, all } of await this.selected(request)) {
        if (isCancelled()) {
          for (const it of items) run.skipped(it);
          continue;
        }
        await this.runFile(run, file, items, all, profile === 'coverage' ? coverage : undefined);
      }
      if (profile === 'coverage') this.details.report(run, coverage);
    } finally {
      run.end();
    }
  }

  /** The tests that a request means, by file. */
  private async selected({ include, exclude = [] }: vscode.TestRunRequest): Promise<{ readonly file: vscode.TestItem; readonly items: readonly vscode.TestItem[]; readonly all: boolean }[]> {
    const files = new Map<vscode.TestItem, 'all' | vscode.TestItem[]>();
    for (const item of include ?? this.tree.files) {
      const file = this.tree.fileOf(item);
      const before = files.get(file);
      if (item === file) files.set(file, 'all');
      else if (before !== 'all') files.set(file, [...(before ?? []), item]);
    }
    const selected = [];
    for (const [file, chosen] of files) {
      if (exclude.includes(file)) continue;
      await this.tree.read(file);
      const items = (chosen === 'all' ? itemsOf(file.children) : chosen).filter((it) => !exclude.includes(it));
      items.sort((a, b) => (this.tree.indexOf(a) ?? 0) - (this.tree.indexOf(b) ?? 0));
      selected.push({ file, items, all: chosen === 'all' });
    }
    return selected;
  }

  private async runFile(run: vscode.TestRun, file: vscode.TestItem, items: readonly vscode.TestItem[], all: boolean, coverage: Coverage | undefined): Promise<void> {
    if (!file.uri) return;
    if (items.length === 0) {
      if (all && file.error) run.errored(file, new vscode.TestMessage(file.error));
      return;
    }
    for (const it of items) run.started(it);
    const indices = items.flatMap((it) => this.tree.indexOf(it) ?? []);
    let result: RanTests | { readonly problem: string };
    try {
      result = await this.server.ask(runAccessTests, { uri: file.uri.toString(), tests: indices, coverage: coverage !== undefined });
    } catch (error) {
      result = { problem: error instanceof Error ? error.message : String(error) };
    }
    if ('problem' in result) {
      const message = new vscode.TestMessage(result.problem);
      for (const it of items) run.errored(it, message);
      return;
    }
    this.restsOn.set(file.id, new Set(result.files.map((it) => vscode.Uri.parse(it).toString())));
    coverage?.add(result.coverage);
    const results = new Map(result.tests.map((it) => [it.index, it]));
    for (const item of items) {
      const found = results.get(this.tree.indexOf(item) ?? -1);
      if (found) this.report(run, item, found);
      else run.skipped(item);
    }
  }

  private report(run: vscode.TestRun, item: vscode.TestItem, result: RanTest): void {
    if (result.decidedBy) this.decided.set(item, result.decidedBy);
    else this.decided.delete(item);
    if (result.status === 'passed') return run.passed(item);
    const message = messageOf(item, result);
    run.appendOutput(`${item.parent?.label ?? ''} › ${item.label}: ${result.message ?? ''}`.replace(/\p{Cc}/gu, ' ') + '\r\n', undefined, item);
    if (result.status === 'failed') run.failed(item, message);
    else run.errored(item, message);
  }
}

/** Frames that lead from a message to other places; VS Code has them since 1.93. */
interface WithFrames {
  TestMessageStackFrame?: new (label: string, uri?: vscode.Uri, position?: vscode.Position) => unknown;
}

function messageOf(item: vscode.TestItem, { message = '', expected, actual, range, decidedBy }: RanTest): vscode.TestMessage {
  const told = expected !== undefined && actual !== undefined ? vscode.TestMessage.diff(message, expected, actual) : new vscode.TestMessage(message);
  const place = toRange(range);
  if (item.uri) told.location = new vscode.Location(item.uri, place);
  if (!decidedBy) return told;
  told.contextValue = 'decided';
  const Frame = (vscode as unknown as WithFrames).TestMessageStackFrame;
  if (Frame) {
    const frames = [new Frame(decidedBy.title, vscode.Uri.parse(decidedBy.uri), toRange(decidedBy.range).start), new Frame(item.label, item.uri, place.start)];
    Object.assign(told, { stackTrace: frames });
  }
  return told;
}
