import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

export interface Server {
  readonly name: string;
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to the answer of `initialize`. */
  readonly started: number;
  stop(): Promise<void>;
}

export interface ServerSpec {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly languageId: string;
  /** After `initialized`: what this server needs to know. */
  prepare?(connection: ProtocolConnection): void;
  readonly settings?: unknown;
}

/** Starts a server over stdio, as any editor does, and initializes it with pull diagnostics. */
export async function startServer(spec: ServerSpec): Promise<Server> {
  // This variable makes every start of some versions of Node several times slower.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const before = performance.now();
  const child = spawn(process.execPath, [spec.script, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'], env });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => spec.settings ?? null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, diagnostics: { refreshSupport: true } },
      textDocument: {
        diagnostic: {},
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'], resolveSupport: { properties: ['documentation', 'detail'] } }, completionList: { itemDefaults: ['editRange', 'data', 'insertTextFormat', 'commitCharacters'] } },
      },
    },
    initializationOptions: { provideFormatter: true, handledSchemaProtocols: ['file'] },
  });
  const started = performance.now() - before;
  await connection.sendNotification('initialized', {});
  spec.prepare?.(connection);
  return {
    name: spec.name,
    connection,
    process: child,
    started,
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** Resident memory of a process, in bytes. */
export function residentMemory(server: Server): number {
  const status = readFileSync(`/proc/${String(server.process.pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
