import * as vscode from 'vscode';
import { detect, type SimulatedRequest } from '../../server/src/lsp/protocol.ts';
import { addAgencyPermissions } from './account/agency.ts';
import { importAccountFiles, newAccountFile, writeImport } from './account/files.ts';
import { showWhatCan, showWhoCan, simulateAsPerson } from './account/questions.ts';
import { PolicyBuilder } from './builder/builder.ts';
import type { CommandName } from './command-names.ts';
import { copyPolicy, openExamples, pastePolicy, showActions, showStatusMenu } from './commands.ts';
import { Comparison } from './compare/compare.ts';
import { explainDenialCommand } from './denial/denial.ts';
import { EffectivePermissions } from './effective/effective.ts';
import { fixAll, saveConfiguration } from './fixes.ts';
import { Pages } from './pages.ts';
import { Reference } from './reference/reference.ts';
import { ReplayCommands } from './replay/replay.ts';
import { readAbout, registerRulePages } from './rule-pages.ts';
import { ServerConnection } from './server-connection.ts';
import { findAction } from './search/find-action.ts';
import { showOpenedApis } from './search/opened-apis.ts';
import { Simulation } from './simulation/simulation.ts';
import { Status } from './status.ts';
import { AccessTesting } from './testing/testing.ts';
import { saveSimulation, writeTestsForToday } from './testing/write.ts';
import { showNeeds } from './tasks/needs.ts';
import { newPolicy } from './tasks/new-policy.ts';
import { WhatIf } from './what-if/what-if.ts';
import { Words } from './words.ts';
import { copyAsApiRequest, copyForConsole } from '../../server/src/lsp/protocol.ts';

/** Everything but the thin entry. */
export interface Full {
  run(name: CommandName, args: readonly unknown[]): Promise<unknown>;
  /** Kind of a text that is not ours by name. */
  detect(text: string): Promise<string>;
  /** Shows a policy in the page of a custom editor. */
  openBuilder(document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the language server and what people see of it; called once, with the first policy or command. */
export function start(context: vscode.ExtensionContext): Full {
  const server = new ServerConnection(context);
  const simulation = new Simulation(context, server);
  const words = new Words(server);
  const pages = new Pages();
  const builder = new PolicyBuilder(context, server);
  const effective = new EffectivePermissions(server);
  const comparison = new Comparison(server);
  const reference = new Reference(server);
  const whatIf = new WhatIf(server, pages);
  const replays = new ReplayCommands(server, pages);
  context.subscriptions.push(whatIf, reference);
  const testing = new AccessTesting(server, simulation);
  context.subscriptions.push(pages, testing, registerRulePages(context), simulation, effective, comparison);
  const started = server.start().then(() => {
    context.subscriptions.push(new Status(server));
  });
  void vscode.commands.executeCommand('setContext', 'modelartsPolicy.active', true);

  const commands: Record<CommandName, (...args: unknown[]) => unknown> = {
    'modelartsPolicy.new': () => newPolicy(context, server, pages),
    'modelartsPolicy.readAbout': (topic) => readAbout(typeof topic === 'string' ? topic : undefined),
    'modelartsPolicy.needs': (target, action) => showNeeds(server, pages, toUri(target), typeof action === 'string' ? action : undefined),
    'modelartsPolicy.openBuilder': (target) => builder.open(toUri(target)),
    'modelartsPolicy.simulate': (target, begin) => simulation.start(toUri(target), begin as { action: string } | undefined),
    'modelartsPolicy.simulateAs': (account, as) => simulateAsPerson(server, simulation, toUri(account), typeof as === 'string' ? as : undefined),
    'modelartsPolicy.whoCan': (account) => showWhoCan(server, simulation, toUri(account)),
    'modelartsPolicy.whatCan': (account, as) => showWhatCan(server, effective, toUri(account), typeof as === 'string' ? as : undefined),
    'modelartsPolicy.newAccount': () => newAccountFile(server),
    'modelartsPolicy.importAccount': (files, folder) => (Array.isArray(files) && folder instanceof vscode.Uri ? writeImport(server, pages, files as vscode.Uri[], folder) : importAccountFiles(server, pages)),
    'modelartsPolicy.addAgencyPermission': (account, agency, actions, request) => {
      const file = toUri(account);
      return file && addAgencyPermissions(server, file, String(agency), actions as readonly string[], request as SimulatedRequest);
    },
    'modelartsPolicy.simulateAgain': () => simulation.again(),
    'modelartsPolicy.editSimulation': () => simulation.edit(),
    'modelartsPolicy.copySimulation': () => simulation.copy(),
    'modelartsPolicy.clearSimulation': () => simulation.clear(),
    'modelartsPolicy.saveAsTest': () => saveSimulation(server, simulation),
    'modelartsPolicy.writeTests': (target) => writeTestsForToday(server, toUri(target)),
    'modelartsPolicy.traceTest': (target) => testing.trace(target),
    'modelartsPolicy.goToDecidingStatement': (target) => testing.goToDeciding(target),
    'modelartsPolicy.clearMarks': () => simulation.clearMarks(),
    'modelartsPolicy.fixAll': () => fixAll(),
    'modelartsPolicy.explainInWords': () => words.show(),
    'modelartsPolicy.copyForConsole': () => copyPolicy(server, copyForConsole),
    'modelartsPolicy.copyAsApiRequest': () => copyPolicy(server, copyAsApiRequest),
    'modelartsPolicy.pasteFromConsole': () => pastePolicy(server),
    'modelartsPolicy.openExamples': () => openExamples(context),
    'modelartsPolicy.showEffective': (target) => effective.focus(toUri(target)),
    'modelartsPolicy.filterEffective': () => effective.chooseFilter(),
    'modelartsPolicy.clearEffectiveFilter': () => effective.clearFilter(),
    'modelartsPolicy.copyEffective': () => effective.copy(),
    'modelartsPolicy.chooseEffectiveSet': () => effective.chooseSet(),
    'modelartsPolicy.compareWith': (target, choice) => comparison.start(toUri(target), choice === 'head' || choice === 'saved' ? choice : undefined),
    'modelartsPolicy.copyComparison': () => comparison.copy(),
    'modelartsPolicy.clearComparison': () => comparison.clear(),
    'modelartsPolicy.explainDenial': () => explainDenialCommand(server, simulation),
    'modelartsPolicy.whatIf': () => whatIf.start(),
    'modelartsPolicy.filterWhatIf': () => whatIf.chooseFilter(),
    'modelartsPolicy.copyWhatIf': () => whatIf.copy(),
    'modelartsPolicy.replay': () => replays.start(),
    'modelartsPolicy.writeTraceMapping': () => replays.writeMapping(),
    'modelartsPolicy.findAction': () => findAction(server),
    'modelartsPolicy.showReference': () => reference.focus(),
    'modelartsPolicy.filterReference': () => reference.chooseFilter(),
    'modelartsPolicy.clearReferenceFilter': () => reference.clearFilter(),
    'modelartsPolicy.insertFromReference': (target) => reference.insert(target),
    'modelartsPolicy.copyFromReference': (target) => reference.copy(target),
    'modelartsPolicy.openReferenceSource': (target) => reference.openSource(target),
    'modelartsPolicy.openedApis': () => showOpenedApis(server),
    'modelartsPolicy.statusMenu': () => showStatusMenu(),
    'modelartsPolicy.restartServer': () => server.restart(),
    'modelartsPolicy.showLog': () => server.log.show(),
    'modelartsPolicy.showActions': (uri, heading, statement) => showActions(server, toUri(uri), String(heading), Number(statement)),
    'modelartsPolicy.reveal': (uri, path, policy) => {
      const target = toUri(uri);
      return target && simulation.reveal(target, String(path), typeof policy === 'string' ? policy : undefined);
    },
    'modelartsPolicy.saveConfiguration': (uri) => saveConfiguration(toUri(uri)),
  };
  return {
    async run(name, args) {
      await started;
      try {
        return await commands[name](...args);
      } catch (error) {
        // A command that needs the server says the one thing that helps, not that a client is not running.
        if (!server.isGone) throw error;
        return server.sayGone();
      }
    },
    async openBuilder(document, panel) {
      await started;
      await builder.resolveCustomTextEditor(document, panel);
    },
    async detect(text) {
      await started;
      try {
        return (await server.ask(detect, { text })).kind;
      } catch {
        return 'none';
      }
    },
    stop: () => server.stop(),
  };
}

/** Arguments come from menus (a Uri), from lenses (a string) or not at all. */
function toUri(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  return typeof target === 'string' ? vscode.Uri.parse(target) : undefined;
}
