import { pathToFileURL } from 'node:url';
import { formatPath } from '../../core/json/json.ts';
import { positionAt } from '../../core/lines.ts';
import { type Message, msg, toPlain } from '../../core/message.ts';
import { describeDecision, describeReason } from '../../core/simulate/describe-reason.ts';
import type { ConditionTrace, Decision, SimulationResult, StatementTrace, Truth } from '../../core/simulate/types.ts';
import type { Span } from '../../core/text.ts';
import type { AccountSimulation } from '../../core/account/simulate-as.ts';
import type { Context } from '../command.ts';
import type { LoadedPolicies } from '../policies.ts';
import { agencyLines, userLines } from './agency-pretty.ts';
import { decisionColours, decisionMarks, grades } from './decision.ts';
import { type Colour, type Terminal, terminalOf } from './terminal.ts';
import { clipped, padded, printable, widthOf } from './width.ts';

/** Statements whose action does not match are listed one by one up to this many in a policy. */
const mostIdle = 8;

/** Columns of the longest reason or value that is shown whole. */
const longest = 400;

/**
 * Writes a simulation for people: the decision, every statement with its reasons, and what else matters; of somebody
 * of an account also how the policies reach them, and what follows through the agency.
 */
export function writeSimulationPretty(result: SimulationResult, places: LoadedPolicies['places'], context: Context, account?: AccountSimulation): void {
  const { io, reader } = context;
  const paint: Paint = { terminal: terminalOf(io.stdout, io.env), text: (message) => clipped(printable(toPlain(message, reader)), longest), places };
  const names = [...new Set(result.statements.map((it) => it.policy))];
  const lines = [
    ...decisionLines(result, paint, account),
    ...names.flatMap((name) => ['', ...policyLines(name, result.statements.filter((it) => it.policy === name), paint)]),
    ...(account ? [...userLines(account, paint), ...agencyLines(account, paint)] : []),
    ...moreLines(result, paint),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
}

interface Paint {
  readonly terminal: Terminal;
  readonly text: (message: Message) => string;
  readonly places: LoadedPolicies['places'];
}

function decisionLines({ decision, reason, request, resources }: SimulationResult, { terminal, text }: Paint, account: AccountSimulation | undefined): string[] {
  const shown = (of: Decision): string => terminal.colour(decisionColours[of], `${decisionMarks[of]} ${of}`);
  return [
    `${shown(decision)}  ${terminal.colour('bold', clipped(printable(request.action), longest))}${account ? `  ${text(msg('as {0}', account.person.id))}` : ''}${(account?.refusals ?? []).map((it) => `  ${terminal.colour('red', `✗ ${text(msg('but {0}', it))}`)}`).join('')}`,
    `  ${text(msg('{0}: {1}.', describeDecision(decision), describeReason({ decision, reason })))}${reason.via?.length ? ` ${text(msg('Through {0}.', reason.via.join(', ')))}` : ''}`,
    ...(account?.access?.usable === false ? [`  ${terminal.colour('red', text(msg('ModelArts cannot be used whatever IAM allows: {0}.', account.access.why)))}`] : []),
    ...resources.map((it) => `  ${shown(it.decision)}  ${clipped(printable(it.resource), longest)}: ${text(describeReason(it))}`),
  ];
}

function policyLines(name: string, statements: readonly StatementTrace[], paint: Paint): string[] {
  const { terminal, places, text } = paint;
  const path = places.get(name)?.path;
  const url = path === undefined ? undefined : pathToFileURL(path).href;
  const idle = statements.filter((it) => it.action.matches === false && it.applies === false);
  const shown = idle.length > mostIdle ? statements.filter((it) => !idle.includes(it)) : statements;
  const rows = shown.map((it) => ({ trace: it, place: placeOf(name, it.span, paint), number: text(msg('Statement {0}', it.index + 1)), effect: it.effect ?? '?', verdict: text(verdictOf(it)) }));
  const columns = (of: (row: (typeof rows)[number]) => string): number => rows.reduce((widest, row) => Math.max(widest, widthOf(of(row))), 0);
  const widths = { place: columns((it) => it.place), number: columns((it) => it.number), effect: columns((it) => it.effect), verdict: columns((it) => it.verdict) };
  return [
    terminal.colour('underline', url ? terminal.link(url, printable(name)) : printable(name)),
    ...rows.flatMap(({ trace, place, number, effect, verdict }) => [
      ['  ' + mark(trace, terminal), padded(place, widths.place), padded(number, widths.number), padded(effect, widths.effect), padded(verdict, widths.verdict), text(mainReason(trace))].join('  '),
      ...(trace.action.matches === false ? [] : partLines(trace, paint)),
    ]),
    ...(idle.length > mostIdle ? [`  ${marks.false}  ${text(msg('{0} statements more: no action of theirs matches', idle.length))}`] : []),
  ];
}

function partLines(trace: StatementTrace, { terminal, text }: Paint): string[] {
  const parts: { readonly matches: Truth; readonly label: Message; readonly why: string }[] = [
    ...(trace.attachment ? [{ matches: trace.attachment.matches, label: msg('Attached'), why: text(trace.attachment.why) }] : []),
    ...(trace.principal ? [{ matches: trace.principal.matches, label: msg('Principal'), why: text(trace.principal.why) }] : []),
    { matches: trace.action.matches, label: msg('Action'), why: text(trace.action.why) },
    ...(trace.resource.each ?? [trace.resource]).map((it) => ({ matches: it.matches, label: msg('Resource'), why: 'resource' in it ? `${clipped(printable(it.resource), longest)}: ${text(it.why)}` : text(it.why) })),
    ...trace.conditions.map((it) => ({ matches: it.holds, label: msg('Condition'), why: conditionText(it, text) })),
  ];
  const labels = parts.map((it) => text(it.label));
  const column = labels.reduce((widest, it) => Math.max(widest, widthOf(it)), 0);
  return parts.map(({ matches, why }, index) => `       ${terminal.colour(truthColours[String(matches) as `${Truth}`], marks[String(matches) as `${Truth}`])} ${padded(labels[index] ?? '', column)}  ${why}`);
}

function conditionText({ operator, key, values, why, grade }: ConditionTrace, text: Paint['text']): string {
  const listed = clipped(printable(values.map((it) => `"${it}"`).join(', ')), longest);
  return `${printable(operator)}  ${printable(key)}  ${listed}: ${text(why)} · ${text(grades[grade])}`;
}

/** The first thing that keeps a statement from applying, or what makes it apply. */
function mainReason(trace: StatementTrace): Message {
  const { applies, unreadable, attachment, principal, action, resource, conditions } = trace;
  if (applies === true) return action.why;
  if (unreadable) return unreadable.why;
  const parts = [action, ...(attachment ? [attachment] : []), ...(principal ? [principal] : []), resource, ...conditions.map(({ holds, why }) => ({ matches: holds, why }))];
  return (parts.find((it) => it.matches === false) ?? parts.find((it) => it.matches === null) ?? action).why;
}

function verdictOf({ applies, decides }: StatementTrace): Message {
  if (decides) return msg('decides');
  return applies === true ? msg('applies') : applies === false ? msg('does not apply') : msg('cannot be known');
}

function mark({ applies, effect }: StatementTrace, terminal: Terminal): string {
  if (applies === true && effect === 'Deny') return terminal.colour('red', '✗');
  return terminal.colour(truthColours[`${applies}`], marks[`${applies}`]);
}

/** `3:5`, which can be clicked on a terminal. */
function placeOf(name: string, span: Span, { places }: Paint): string {
  const place = places.get(name);
  if (!place) return '';
  const { line, character } = positionAt(place.lines, span.start);
  return `${line + 1}:${character + 1}`;
}

function moreLines({ unknowns, otherwise, missingContext, notes }: SimulationResult, { terminal, text }: Paint): string[] {
  const lines: string[] = [];
  for (const { policy, path, why } of unknowns) lines.push(text(msg('Cannot be known: {0} {1}, {2}', policy, formatPath(path), why)));
  if (otherwise) lines.push(text(msg('If none of that matters, the answer is {0}.', otherwise)));
  if (missingContext.length > 0) lines.push(text(msg('Not sent, and it could matter: {0}', missingContext.join(', '))));
  for (const { grade, text: note } of notes) lines.push(terminal.colour('dim', text(msg('{0} ({1})', note, grades[grade]))));
  return lines.length > 0 ? ['', ...lines] : [];
}

const marks = { true: '✓', false: '–', null: '?' } as const;
const truthColours: Readonly<Record<'true' | 'false' | 'null', Colour>> = { true: 'green', false: 'dim', null: 'yellow' };
