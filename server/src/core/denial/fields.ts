/** What a body or the frame of a client says in a field of its own, with its place in the flat text. */
export interface Field {
  readonly name: 'code' | 'message' | 'status' | 'requestId' | 'encoded' | 'resource';
  readonly value: string;
  readonly at: number;
}

/** Field names of bodies and frames; those of the second list count only as keys of JSON, those of the third only before "=". */
const anywhere: Readonly<Record<string, Field['name']>> = {
  error_code: 'code', errorCode: 'code', error_msg: 'message', errorMsg: 'message', errorMessage: 'message', error_message: 'message', status_code: 'status', httpStatusCode: 'status',
  request_id: 'requestId', requestId: 'requestId', RequestId: 'requestId', 'X-Request-Id': 'requestId', 'x-request-id': 'requestId', 'X-IAM-Trace-Id': 'requestId',
  encoded_authorization_message: 'encoded', encodedAuthorizationMessage: 'encoded',
};
const quotedOnly: Readonly<Record<string, Field['name']>> = { code: 'code', message: 'message', type: 'code', status: 'status' };
const assignedOnly: Readonly<Record<string, Field['name']>> = { Code: 'code', Message: 'message', Status: 'status' };

const keyed = /(?<![\w-])(["']?)(error_code|errorCode|error_msg|errorMsg|errorMessage|error_message|status_code|httpStatusCode|request_id|requestId|RequestId|X-Request-Id|x-request-id|X-IAM-Trace-Id|encoded_authorization_message|encodedAuthorizationMessage|code|message|type|status|Code|Message|Status)\1 ?([:=]) ?/g;
const labelled = /(错误码|错误信息|请求ID|[Ee]rror code|[Rr]equest ID) ?[:：] ?/g;
const labels: Readonly<Record<string, Field['name']>> = { 错误码: 'code', 错误信息: 'message', 请求ID: 'requestId', 'error code': 'code', 'request id': 'requestId' };
const element = /<(Code|Message|RequestId|Resource|EncodedAuthorizationMessage)>([^<]{0,4096})</g;
const elements: Readonly<Record<string, Field['name']>> = { Code: 'code', Message: 'message', RequestId: 'requestId', Resource: 'resource', EncodedAuthorizationMessage: 'encoded' };
const statusLine = /HTTP\/\d(?:\.\d)? (\d{3})\b/g;
const bareCode = /(?<![\w.])[A-Za-z][A-Za-z0-9]{1,20}(?:\.[A-Z]{2,5})?\.\d{4,8}(?![\w]|\.\d)/g;

/** UTF-16 units of the longest value. */
const longest = 8_192;

/** Quotes inside a message. */
const mostQuotes = 20;

/**
 * The fields in a flat text, in its order. Linear.
 * @param isKnown whether a code is one of the data: only such a one is seen without a field name
 */
export function findFields(text: string, isKnown: (code: string) => boolean): readonly Field[] {
  const found: Field[] = [];
  const add = (name: Field['name'], value: string, at: number): void => {
    const trimmed = value.trim();
    if (trimmed !== '' && trimmed !== 'None' && trimmed !== 'null') found.push({ name, value: trimmed, at });
  };
  for (const match of text.matchAll(keyed)) {
    const [whole, quote, key = '', sign] = match;
    const name = anywhere[key] ?? (quote === '"' && sign === ':' ? quotedOnly[key] : undefined) ?? (quote === '' && sign === '=' ? assignedOnly[key] : undefined);
    if (!name) continue;
    const value = readValue(text, match.index + whole.length, name);
    // These names are used for much else.
    if (key === 'type' && !isKnown(value)) continue;
    if (key === 'code' && !isKnown(value) && !/^[45]\d\d$|^\w+(?:\.\w+)+$/.test(value)) continue;
    add(name, value, match.index);
  }
  for (const match of text.matchAll(labelled)) {
    const name = labels[(match[1] ?? '').toLowerCase()] ?? labels[match[1] ?? ''];
    if (name) add(name, readValue(text, match.index + match[0].length, name), match.index);
  }
  for (const { 1: tag = '', 2: value = '', index } of text.matchAll(element)) {
    const name = elements[tag];
    if (name) add(name, value, index);
  }
  for (const { 1: status = '', index } of text.matchAll(statusLine)) add('status', status, index);
  for (const { 0: code, index } of text.matchAll(bareCode)) if (isKnown(code)) add('code', code, index);
  return found.filter((it) => it.name !== 'code' || /^[\w.-]{1,64}$/.test(it.value)).sort((a, b) => a.at - b.at);
}

function readValue(text: string, at: number, name: Field['name']): string {
  const quote = text.charAt(at);
  if (quote === '"' || quote === "'") return text.slice(at + 1, closingQuote(text, at + 1, quote, name === 'message'));
  if (name !== 'message') return /^[^\s,;}\])<"']{0,8192}/.exec(text.slice(at, at + longest))?.[0] ?? '';
  // Frames without quotes: the message ends where the next field starts.
  const rest = text.slice(at, at + longest);
  const end = /,encoded_authorization_message:| requestId: |,? ?RequestId=/.exec(rest);
  return end ? rest.slice(0, end.index) : '';
}

/** A quote in a message may belong to it: the one that closes stands before a comma or a bracket. */
function closingQuote(text: string, from: number, quote: string, strict: boolean): number {
  const limit = Math.min(text.length, from + longest);
  let quotes = 0;
  for (let at = text.indexOf(quote, from); at >= 0 && at < limit && quotes < mostQuotes; at = text.indexOf(quote, at + 1)) {
    quotes++;
    if (!strict || /^ ?(?:[,}\])]|$)/.test(text.slice(at + 1, at + 3))) return at;
  }
  return limit;
}
