import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.ts';
import { configsByUri } from './files/config.ts';
import { nodeHost } from './files/host.ts';

startServer(createConnection(ProposedFeatures.all), { ...nodeHost(), configs: configsByUri() });
