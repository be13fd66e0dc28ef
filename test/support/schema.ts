import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Json from 'vscode-json-languageservice';

// The validator of VS Code's own JSON support: what other editors show with our schema.
const { TextDocument, getLanguageService } = createRequire(import.meta.url)('vscode-json-languageservice') as typeof Json;

const schemaUri = 'file:///schemas/iam-policy.schema.json';
const schema = readFileSync(new URL('../../schemas/iam-policy.schema.json', import.meta.url), 'utf8');
const service = getLanguageService({ schemaRequestService: () => Promise.resolve(schema) });

/**
 * What an editor with the JSON schema says about a policy.
 *
 * @param definition a part of the schema to hold the text against, such as `scp`; the whole schema when left out
 * @returns the marked text and the message of each problem, in the order of the text
 */
export async function validate(text: string, definition?: string): Promise<string[]> {
  service.configure({ validate: true, allowComments: false, schemas: [] });
  const document = TextDocument.create('file:///a.policy.json', 'json', 1, text);
  const parsed = service.parseJSONDocument(document);
  const part = { $ref: definition ? `${schemaUri}#/definitions/${definition}` : schemaUri };
  const problems = await service.doValidation(document, parsed, { schemaValidation: 'error' }, part);
  return problems
    .sort((a, b) => document.offsetAt(a.range.start) - document.offsetAt(b.range.start))
    .map(({ range, message }) => `${document.getText(range)} ${message}`);
}
