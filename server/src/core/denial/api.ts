import type { Catalog } from '../catalog/catalog.ts';

/**
 * The actions whose documented requests are this call: `POST https://modelarts.cn-north-4.myhuaweicloud.com/v1/01/notebooks`.
 * The first label of the host is taken for the service (inferred). Empty where none fits.
 */
export function actionsOfApi({ method, url }: { readonly method: string; readonly url: string }, catalog: Catalog): readonly string[] {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const [service = ''] = host.split('.');
  const asked = stepsOf(path);
  return catalog.actions(service).filter((it) => it.apis.some((api) => isCall(api, method, asked))).map((it) => it.name);
}

/** `POST /v1/{project_id}/notebooks`: a step in braces stands for any one. */
function isCall(api: string, method: string, asked: readonly string[]): boolean {
  const [verb = '', path = ''] = api.split(' ');
  const steps = stepsOf(path);
  return verb === method && steps.length === asked.length && steps.every((it, index) => /^\{[^}]*\}$/.test(it) || it === asked[index]);
}

function stepsOf(path: string): readonly string[] {
  return path.split('/').filter((it) => it !== '');
}
