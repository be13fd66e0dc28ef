import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.ts';
import { configsByUri } from './files/config.ts';
import { nodeHost } from './files/host.ts';
import { listFilesUri } from './files/list.ts';
import { policyFileUris, readFileUri } from './files/uri.ts';

startServer(createConnection(ProposedFeatures.all), { ...nodeHost(), configs: configsByUri(), readFile: readFileUri, listFiles: listFilesUri, policyFiles: policyFileUris });
