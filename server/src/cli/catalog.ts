import { resolve } from 'node:path';
import { msg, toPlain } from '../core/message.ts';
import { diffCatalog, isSame } from '../core/overlay/diff.ts';
import { readSchemas } from '../files/overlays.ts';
import { type Call, CallError, optionOf } from './arguments.ts';
import { checkOptions } from './check.ts';
import type { Command, Context } from './command.ts';
import { slashes } from './files.ts';
import { catalogDiffToJson, catalogDiffToText } from './output/catalog.ts';
import { namesOfProblems, overlayFolders } from './overlays.ts';
import { complain } from './output/problems.ts';
import { printableLines } from './output/width.ts';

export const catalogCommand: Command = {
  name: 'catalog',
  operands: 'diff [FOLDER]…',
  about: msg('Says what authorization schemas add to the facts of this tool, or say otherwise.'),
  options: [checkOptions.format],
  examples: [
    { call: 'catalog diff schemas', about: msg('a folder with the answers of GetAuthorizationSchemaV5, one file for each service') },
    { call: 'catalog diff --format json', about: msg('the folders that the configuration names, for a program') },
  ],
  exitCodes: { 0: msg('compared, whatever differs'), 2: msg('the call or a schema could not be used; the rest is still compared') },
  ownOverlays: true,
  run,
};

async function run(call: Call, { io, reader }: Context): Promise<number> {
  const [what, ...named] = call.operands;
  if (what !== 'diff') throw new CallError(msg('"{0}" is not possible here. It is one of: {1}.', what ?? '', 'diff'));
  const folders = named.length > 0 ? named.map((it) => resolve(io.cwd, it)) : overlayFolders({ ...call, operands: [] }, io);
  if (folders.length === 0) throw new CallError(msg('No folder is named, here or as "{0}" in the configuration.', 'catalog'));
  const { schemas, problems } = readSchemas(folders);
  const errors = namesOfProblems(problems, io);
  complain(errors, { io, reader });
  const differences = diffCatalog(io.host.catalog(), schemas);
  if (optionOf(call, 'format') === 'json') {
    const output = { ...catalogDiffToJson(differences), errors: errors.map(({ file, problem }) => ({ file: slashes(file), message: toPlain(problem, reader) })) };
    io.stdout.write(`${JSON.stringify(output, undefined, 2)}\n`);
  } else io.stdout.write(printableLines(catalogDiffToText(differences.filter((it) => !isSame(it)), differences.length, reader)));
  return errors.length > 0 ? 2 : 0;
}
