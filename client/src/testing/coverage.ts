import * as vscode from 'vscode';
import type { CoveredFile, CoveredStatement } from '../../../server/src/lsp/protocol/access-test.ts';
import { toRange } from './tree.ts';

/** What the tests of one run reach, over all test files, in the terms of the editor: declarations, statements, branches. */
export class Coverage {
  private readonly files = new Map<string, { readonly uri: vscode.Uri; readonly statements: Map<string, CoveredStatement> }>();

  add(covered: readonly CoveredFile[]): void {
    for (const { uri, statements } of covered) {
      const parsed = vscode.Uri.parse(uri);
      let file = this.files.get(parsed.toString());
      if (!file) this.files.set(parsed.toString(), (file = { uri: parsed, statements: new Map() }));
      for (const it of statements) {
        const before = file.statements.get(it.id);
        file.statements.set(it.id, before ? sum(before, it) : it);
      }
    }
  }

  /** A file each, with what is shown when somebody looks into it. */
  details(): { readonly uri: vscode.Uri; readonly details: vscode.FileCoverageDetail[] }[] {
    return [...this.files.values()].map(({ uri, statements }) => ({ uri, details: [...statements.values()].flatMap(detailsOf) }));
  }
}

/** Keeps the details of coverage until the editor asks for them. */
export class CoverageDetails {
  private readonly known = new WeakMap<vscode.FileCoverage, vscode.FileCoverageDetail[]>();

  report(run: vscode.TestRun, coverage: Coverage): void {
    for (const { uri, details } of coverage.details()) {
      const file = vscode.FileCoverage.fromDetails(uri, details);
      this.known.set(file, details);
      run.addCoverage(file);
    }
  }

  of(file: vscode.FileCoverage): vscode.FileCoverageDetail[] {
    return this.known.get(file) ?? [];
  }
}

/** Several test files may test one policy. */
function sum(a: CoveredStatement, b: CoveredStatement): CoveredStatement {
  const added = <Item extends { readonly id: string }>(items: readonly Item[], others: readonly Item[], add: (one: Item, other: Item) => Item): Item[] => {
    const byId = new Map(others.map((it) => [it.id, it]));
    return items.map((it) => {
      const other = byId.get(it.id);
      return other ? add(it, other) : it;
    });
  };
  return {
    ...a,
    applied: a.applied + b.applied,
    strings: added(a.strings, b.strings, (one, other) => ({ ...one, named: one.named + other.named })),
    conditions: added(a.conditions, b.conditions, (one, other) => ({ ...one, met: one.met + other.met, notMet: one.notMet + other.notMet })),
  };
}

/** A statement of the policy is a declaration, an action string a statement, a condition two branches. */
function detailsOf({ name, range, applied, strings, conditions }: CoveredStatement): vscode.FileCoverageDetail[] {
  return [
    new vscode.DeclarationCoverage(name, applied, toRange(range)),
    ...strings.map((it) => new vscode.StatementCoverage(it.named, toRange(it.range))),
    ...conditions.map((it) => {
      const at = toRange(it.range);
      return new vscode.StatementCoverage(it.met + it.notMet, at, [new vscode.BranchCoverage(it.met, at, vscode.l10n.t('met')), new vscode.BranchCoverage(it.notMet, at, vscode.l10n.t('not met'))]);
    }),
  ];
}
