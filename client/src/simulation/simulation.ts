import * as vscode from 'vscode';
import { type SimulatedRequest, simulate, type SimulateResult } from '../../../server/src/lsp/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activePolicy } from '../status.ts';
import { simulateAs, type SimulateAsResult } from '../../../server/src/lsp/protocol/account.ts';
import { askAsWhom, type ChosenPerson } from '../account/choose.ts';
import { offerFor } from '../account/questions.ts';
import { askAbout, askForRequest } from './ask.ts';
import type { PlaceInFile, TracedTest } from '../../../server/src/lsp/protocol/access-test.ts';
import { Marks } from './marks.ts';
import { toCommandLine, toMarkdown } from './copy.ts';
import { type Shown, SimulationView } from './view.ts';
import { decisionWord } from './words.ts';

const recentKey = 'modelartsPolicy.recentRequests';
const mostRecent = 20;

/** Milliseconds of quiet after a keystroke before the shown result follows the text. */
const quiet = 150;

type Answered = SimulateResult | SimulateAsResult;

interface Current {
  /** The policy, or the account where somebody of it asks. */
  readonly uri: vscode.Uri;
  readonly request: SimulatedRequest;
  readonly person?: ChosenPerson;
}

/** One simulated request, its result in the view and its marks in the editor; it follows the text. */
export class Simulation implements vscode.Disposable {
  private readonly server: ServerConnection;
  private readonly memory: vscode.Memento;
  private readonly view = new SimulationView();
  private readonly marks: Marks;
  private readonly subscriptions: vscode.Disposable[];
  private current: Current | undefined;
  /** Asks again for the trace that is shown in place of a simulation. */
  private retrace: (() => Promise<void>) | undefined;
  private shown: Shown | undefined;
  private ranges: Readonly<Record<string, { start: { line: number; character: number }; end: { line: number; character: number } }>> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Files beside its document on which the shown answer rests. */
  private files: ReadonlySet<string> = new Set();

  constructor(context: vscode.ExtensionContext, server: ServerConnection) {
    this.server = server;
    this.memory = context.workspaceState;
    this.marks = new Marks(context);
    this.subscriptions = [
      this.view,
      this.marks,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && (document.uri.toString() === this.current?.uri.toString() || this.files.has(document.uri.toString()))) this.followSoon();
      }),
      vscode.workspace.onDidChangeConfiguration((it) => {
        if (it.affectsConfiguration('modelartsPolicy.authorizationMode') && this.current) this.followSoon();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  /** Asks for a request about the policy in front, or about the one a lens stands in. */
  async start(uri?: vscode.Uri, begin?: Partial<SimulatedRequest>): Promise<void> {
    const target = uri ?? activePolicy()?.uri;
    if (!target) return sayNoPolicy();
    const request = await askForRequest(this.server, target, this.recentActions(), begin);
    if (!request) return;
    const person = await askAsWhom(this.server, target);
    if (person === 'nobody') await this.run({ uri: target, request });
    else if (person) await this.runAs(person, request);
  }

  /** Asks for a request of somebody of an account. */
  async startAs(person: ChosenPerson, begin?: Partial<SimulatedRequest>): Promise<void> {
    const request = await askAbout(offerFor(this.server, person.account, person.as), this.recentActions(), begin);
    if (request) await this.runAs(person, request);
  }

  /** Decides a request as somebody of an account and shows every step, those through the agency, too. */
  async runAs(person: ChosenPerson, request: SimulatedRequest): Promise<void> {
    const asked = person.project === undefined || request.project !== undefined ? request : { ...request, project: person.project };
    await this.run({ uri: person.account, request: asked, person });
  }

  /**
   * Shows every step of an access test.
   *
   * @param uri of the test file
   * @param ask gives the trace of the present texts
   */
  async showTrace(uri: vscode.Uri, ask: () => Promise<TracedTest>): Promise<void> {
    const traced = await ask();
    if ('problem' in traced) {
      void vscode.window.showWarningMessage(traced.problem);
      return;
    }
    const { name, request, simulation, places } = traced;
    this.current = undefined;
    this.retrace = () => this.showTrace(uri, ask);
    this.ranges = {};
    this.shown = { uri, request, simulation, authorization: simulation.authorization, places, test: name };
    this.view.show(this.shown);
    const { policy, path, kind } = simulation.reason;
    const place = path === undefined || kind !== 'statement' ? undefined : places[`${policy ?? ''} ${path}`];
    if (place) this.marks.show(vscode.Uri.parse(place.uri), toRange(place.range), simulation.decision, request.action);
    else this.marks.clear();
    await this.view.reveal();
    this.marks.reveal();
  }

  /** What is shown now, for others to keep. */
  get last(): Shown | undefined {
    return this.shown;
  }

  /** Simulates a request that is known already. */
  async show(uri: vscode.Uri, request: SimulatedRequest): Promise<void> {
    await this.run({ uri, request });
  }

  async again(): Promise<void> {
    if (this.retrace) return this.retrace();
    const active = activePolicy()?.uri;
    const last = this.current?.request ?? this.recent()[0];
    const uri = active ?? this.current?.uri;
    if (!uri) return sayNoPolicy();
    if (!last) return this.start(uri);
    if (this.current?.person) return this.run(this.current);
    await this.run({ uri, request: last });
  }

  async edit(): Promise<void> {
    // The request of a test is changed in its file.
    if (this.retrace && this.shown) return void (await vscode.window.showTextDocument(this.shown.uri));
    if (this.current?.person) await this.startAs(this.current.person, this.current.request);
    else if (this.current) await this.start(this.current.uri, this.current.request);
    else await this.start();
  }

  clear(): void {
    this.current = undefined;
    this.retrace = undefined;
    this.shown = undefined;
    this.files = new Set();
    this.view.show(undefined);
    this.marks.clear();
  }

  clearMarks(): void {
    this.marks.clear();
  }

  async copy(): Promise<void> {
    if (!this.shown) return;
    const asMarkdown = vscode.l10n.t('Copy as Markdown');
    const asCommand = vscode.l10n.t('Copy as Command Line');
    const chosen = await vscode.window.showQuickPick([asMarkdown, asCommand], { title: vscode.l10n.t('Copy simulation') });
    if (chosen === undefined) return;
    await vscode.env.clipboard.writeText(chosen === asMarkdown ? toMarkdown(this.shown) : toCommandLine(this.shown));
  }

  /** Shows the place of a path in the document that was simulated. */
  async reveal(uri: vscode.Uri, path: string, policy?: string): Promise<void> {
    const place = this.shown?.places?.[`${policy ?? ''} ${path}`];
    if (place) {
      const at = toRange(place.range).start;
      await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection: new vscode.Range(at, at), preserveFocus: false });
      return;
    }
    const range = this.rangeOf(path);
    if (range) await vscode.window.showTextDocument(uri, { selection: new vscode.Range(range.start, range.start), preserveFocus: false });
  }

  private async run(current: Current): Promise<void> {
    this.current = current;
    this.retrace = undefined;
    await this.memory.update(recentKey, [current.request, ...this.recent().filter((it) => JSON.stringify(it) !== JSON.stringify(current.request))].slice(0, mostRecent));
    const result = await this.askServer(current);
    if ('problem' in result) {
      if (this.shown && this.shown.uri.toString() === current.uri.toString()) this.showOld(result.problem);
      else void vscode.window.showWarningMessage(result.problem);
      return;
    }
    this.showResult(current, result);
    await this.view.reveal();
    // The view has taken its place by now: what is in sight is what is left of the editor.
    this.marks.reveal();
  }

  private followSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), quiet);
  }

  private async follow(): Promise<void> {
    const { current } = this;
    if (!current) return;
    const before = this.shown?.simulation.decision;
    let result: Answered;
    try {
      result = await this.askServer(current);
    } catch {
      return;
    }
    if (this.current !== current) return;
    if ('problem' in result) return this.showOld(result.problem);
    this.showResult(current, result);
    const now = result.simulation.decision;
    if (before !== undefined && before !== now) void vscode.window.setStatusBarMessage(vscode.l10n.t('{0}: {1}, was {2}', current.request.action, decisionWord(now), decisionWord(before)), 5000);
  }

  private async askServer({ uri, request, person }: Current): Promise<Answered> {
    if (person) return this.server.ask(simulateAs, { uri: uri.toString(), as: person.as, request });
    return this.server.ask(simulate, { textDocument: { uri: uri.toString() }, request, authorization: authorizationMode(uri) });
  }

  private showOld(problem: string): void {
    if (!this.shown) return;
    this.shown = { ...this.shown, old: problem };
    this.view.show(this.shown);
    this.marks.clear();
  }

  private showResult({ uri, request, person }: Current, answered: Exclude<Answered, { problem: string }>): void {
    const { simulation } = answered;
    const places = 'places' in answered ? answered.places : undefined;
    this.ranges = 'ranges' in answered ? answered.ranges : {};
    this.files = new Set('files' in answered ? answered.files.map((it) => vscode.Uri.parse(it).toString()) : []);
    this.shown = { uri, request, simulation, authorization: person ? simulation.authorization : authorizationMode(uri), ...(places ? { places } : {}), ...(person ? { person: person.as } : {}) };
    this.view.show(this.shown);
    const decided = simulation.reason.path === undefined ? undefined : places?.[`${simulation.reason.policy ?? ''} ${simulation.reason.path}`];
    if (decided && simulation.reason.kind === 'statement') return this.marks.show(vscode.Uri.parse(decided.uri), toRange(decided.range), simulation.decision, request.action);
    const range = simulation.reason.path ? this.rangeOf(simulation.reason.path) : undefined;
    if (range && simulation.reason.kind === 'statement') this.marks.show(uri, range, simulation.decision, request.action);
    else this.marks.clear();
  }

  private rangeOf(path: string): vscode.Range | undefined {
    const found = this.ranges[path];
    return found && toRange(found);
  }

  private recent(): readonly SimulatedRequest[] {
    return this.memory.get<readonly SimulatedRequest[]>(recentKey, []);
  }

  private recentActions(): readonly string[] {
    return [...new Set(this.recent().map((it) => it.action))];
  }
}

function toRange({ start, end }: PlaceInFile['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function authorizationMode(uri: vscode.Uri): 'strict' | 'non-strict' {
  return vscode.workspace.getConfiguration('modelartsPolicy', uri).get<string>('authorizationMode') === 'non-strict' ? 'non-strict' : 'strict';
}

/** No policy is open: says what is needed and offers a way on. */
export async function sayNoPolicy(): Promise<void> {
  const create = vscode.l10n.t('New Policy');
  const examples = vscode.l10n.t('Open Examples');
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Open a policy first: this command works on the policy in the editor.'), create, examples);
  if (chosen === create) await vscode.commands.executeCommand('modelartsPolicy.new');
  if (chosen === examples) await vscode.commands.executeCommand('modelartsPolicy.openExamples');
}
