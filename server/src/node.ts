import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.ts';
import { configsByUri } from './files/config.ts';
import { nodeHost } from './files/host.ts';
import { listFilesUri } from './files/list.ts';
import { catalogWithSchemas } from './files/session-host.ts';
import { policyFileUris, readFileUri } from './files/uri.ts';
import { joinWrites } from './stdio.ts';

if (process.argv.includes('--stdio')) joinWrites(process.stdout);
const host = nodeHost();
startServer(createConnection(ProposedFeatures.all), { ...host, ...catalogWithSchemas(host), configs: configsByUri(), readFile: readFileUri, listFiles: listFilesUri, policyFiles: policyFileUris });
