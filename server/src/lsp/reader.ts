import type { InitializeParams } from 'vscode-languageserver';
import type { Bundle, Reader } from '../core/message.ts';
import type { InitializationOptions } from './protocol.ts';

/**
 * In which language this client reads. Its own word counts, then the locale of the protocol; the bundle that
 * it sent, else the one beside the server.
 */
export function readerFor(params: InitializeParams, loadBundle: () => Bundle): Reader {
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  const locale = (options.language ?? params.locale ?? 'en').toLowerCase().replace('_', '-');
  if (!/^zh(?:$|[.@]|-(?:cn|hans|sg)(?:$|[-.@]))/.test(locale)) return { language: 'en', bundle: {} };
  return { language: 'zh-cn', bundle: options.bundle ?? loadBundle() };
}
