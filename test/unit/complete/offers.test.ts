import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { english, toPlain } from '../../../server/src/core/message.ts';
import { completionAt, offers } from '../../support/completion.ts';

/** All that is offered, in its order. */
const cases: readonly { readonly name: string; readonly text: string; readonly file?: string; readonly labels: readonly string[] }[] = [
  { name: 'a policy in an empty file', text: '|', labels: ['policy 1.1', 'policy 5.0', 'trust policy 5.0'] },
  { name: 'a trust policy in an empty file', text: '|', file: 'a.trust.json', labels: ['trust policy 5.0'] },
  { name: 'an SCP in an empty file', text: '|', file: 'a.scp.json', labels: ['policy 5.0'] },
  { name: 'elements of a policy', text: '{|}', labels: ['Version', 'Statement'] },
  { name: 'elements that are missing', text: '{"Version": "1.1", |}', labels: ['Statement'] },
  { name: 'elements in half a name', text: '{"Version": "1.1", "Sta|"}', labels: ['Statement'] },
  { name: 'Depends in a role', text: '{"Version": "1.0", "|"}', labels: ['Statement', 'Depends'] },
  { name: 'versions', text: '{"Version": "|"}', labels: ['1.1', '5.0'] },
  { name: 'versions of an SCP', text: '{"Version": "|"}', file: 'a.scp.json', labels: ['5.0'] },
  { name: 'whole statements', text: '{"Statement": [|]}', labels: ['Allow', 'Allow + Resource', 'Allow + Condition', 'Deny', 'Deny + Resource', 'Deny + Condition'] },
  { name: 'whole statements behind others', text: '{"Statement": [{"Effect": "Allow"}, |]}', labels: ['Allow', 'Allow + Resource', 'Allow + Condition', 'Deny', 'Deny + Resource', 'Deny + Condition'] },
  { name: 'elements of a statement', text: '{"Statement": [{|}]}', labels: ['Effect', 'Action', 'Resource', 'Condition'] },
  { name: 'elements of a statement that are missing', text: '{"Statement": [{"Action": [], "|"}]}', labels: ['Effect', 'Resource', 'Condition'] },
  { name: 'elements of a statement of 5.0', text: '{"Version": "5.0", "Statement": [{"|"}]}', labels: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] },
  { name: 'no NotAction beside Action', text: '{"Version": "5.0", "Statement": [{"Sid": "a", "Action": [], "NotResource": [], |}]}', labels: ['Effect', 'Condition'] },
  { name: 'elements of a trust policy', text: '{"Version": "5.0", "Statement": [{"|"}]}', file: 'a.trust.json', labels: ['Sid', 'Principal', 'NotPrincipal', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'] },
  { name: 'no Condition in an SCP that allows', text: '{"Version": "5.0", "Statement": [{"Effect": "Allow", "|"}]}', file: 'a.scp.json', labels: ['Sid', 'Action', 'Resource', 'NotResource'] },
  { name: 'Effect', text: '{"Statement": [{"Effect": "|"}]}', labels: ['Allow', 'Deny'] },
  { name: 'Effect without quotes', text: '{"Statement": [{"Effect": |}]}', labels: ['Allow', 'Deny'] },
  { name: 'Effect of a statement that is no list', text: '{"Statement": {"Effect": "|"}}', labels: ['Allow', 'Deny'] },
  {
    name: 'operations of a type, wildcards last',
    text: '{"Statement": [{"Action": ["modelarts:notebook:|"]}]}',
    labels: ['access', 'action', 'create', 'delete', 'get', 'getMountedStorage', 'list', 'listAllNotebooks', 'listMountedStorages', 'mountStorage', 'start', 'stop', 'umountStorage', 'update', 'updateStopPolicy', 'get*', 'list*', 'update*', '*'],
  },
  { name: 'operations that the list does not have', text: '{"Statement": [{"Action": ["modelarts:pool:create", "modelarts:pool:GET", "modelarts:pool:*", "modelarts:pool:|"]}]}', labels: ['delete', 'list', 'update'] },
  { name: 'the operation at the cursor itself', text: '{"Statement": [{"Action": ["modelarts:pool:cre|ate", "modelarts:pool:*"]}]}', labels: ['create', 'delete', 'get', 'list', 'update'] },
  { name: 'operations of a half-typed policy', text: '{"Statement": [{"Action": ["modelarts:pool:|', labels: ['create', 'delete', 'get', 'list', 'update', '*'] },
  { name: 'operations of NotAction', text: '{"Version": "5.0", "Statement": [{"NotAction": ["modelarts:pool:|"]}]}', labels: ['create', 'delete', 'get', 'list', 'update', 'updatePool', 'update*', '*'] },
  { name: 'operations without a type', text: '{"Version": "5.0", "Statement": [{"Action": ["sts::|"]}]}', labels: ['createServiceBearerToken', '*'] },
  { name: 'operations of another service', text: '{"Statement": [{"Action": ["dis:streams:|"]}]}', labels: ['list', '*'] },
  {
    name: 'types of the version, operations without a type behind them',
    text: '{"Version": "5.0", "Statement": [{"Action": ["modelarts:|"]}]}',
    labels: [
      ...['aiAlgorithm', 'apiKey', 'authorization', 'clusterFlavor', 'dataset', 'devserver', 'exemlProject', 'fusionJob', 'image', 'model', 'network', 'notebook', 'pool', 'service', 'tag', 'trainExperiment', 'trainJob', 'workflow', 'workspace', 'tensorboard'],
      ...[':createApiKey', ':createIntranetConnection', ':createService', ':createTempApikey', ':listApiKey', ':listIntranetConnection', ':listResourcesByTag', ':listServices', ':listTags', ':listTagsForResource', ':tagResource', ':unTagResource', ':updateIntranetConnection', '*'],
    ],
  },
  { name: 'the last segment to the end, whatever colons it has', text: '{"Statement": [{"Action": ["modelarts:pool:create:|"]}]}', labels: ['create', 'delete', 'get', 'list', 'update', '*'] },
  { name: 'types of a service that nobody knows', text: '{"Statement": [{"Action": ["nobody:|"]}]}', labels: ['*'] },
  { name: 'types in Resource, those of the actions first', text: '{"Statement": [{"Action": ["obs:object:GetObject"], "Resource": ["obs:*:*:|"]}]}', labels: ['object', 'bucket', '*'] },
  { name: 'paths of the documented form', text: '{"Statement": [{"Action": ["obs:object:GetObject"], "Resource": ["obs:*:*:object:|"]}]}', labels: ['<bucket>/<object-key>', '*'] },
  { name: 'no path for ModelArts 1.1', text: '{"Statement": [{"Resource": ["modelarts:*:*:notebook:|"]}]}', labels: ['*'] },
  { name: 'a path for ModelArts 5.0', text: '{"Version": "5.0", "Statement": [{"Resource": ["modelarts:*:*:notebook:|"]}]}', labels: ['<id>', '*'] },
  { name: 'regions', text: '{"Statement": [{"Resource": ["modelarts:|"]}]}', labels: ['*:*', '*'] },
  { name: 'no region where the documented form has none', text: '{"Version": "5.0", "Statement": [{"Resource": ["sts:|"]}]}', labels: [':', '*:*', '*'] },
  { name: 'accounts', text: '{"Statement": [{"Resource": ["modelarts:*:|"]}]}', labels: ['*'] },
  { name: 'agencies', text: '{"Statement": [{"Resource": {"uri": ["|"]}}]}', labels: ['/iam/agencies/'] },
  { name: 'keys of the operator', text: '{"Statement": [{"Condition": {"Bool": {"|"}}}]}', labels: ['g:MFAPresent'] },
  {
    name: 'keys that the actions know, then those of every request',
    text: '{"Statement": [{"Action": ["modelarts:notebook:create"], "Condition": {"StringEquals": {"|"}}}]}',
    labels: ['modelarts:poolType', 'g:TagKeys', 'g:DomainName', 'g:ProjectName', 'g:ServiceName', 'g:UserId', 'g:UserName', 'g:ResourceTag/<tag-key>', 'g:SourceVpc', 'g:SourceVpce'],
  },
  {
    name: 'no key of another service, none twice',
    text: '{"Statement": [{"Action": ["evs:volumes:list"], "Condition": {"StringEquals": {"g:UserName": [], "|"}}}]}',
    labels: ['g:DomainName', 'g:ProjectName', 'g:ServiceName', 'g:UserId', 'g:ResourceTag/<tag-key>', 'g:SourceVpc', 'g:SourceVpce', 'g:TagKeys'],
  },
  { name: 'keys of several values first', text: '{"Statement": [{"Action": ["evs:volumes:list"], "Condition": {"ForAnyValue:StringEquals": {"|"}}}]}', labels: ['g:TagKeys', 'g:DomainName', 'g:ProjectName', 'g:ServiceName', 'g:UserId', 'g:UserName', 'g:ResourceTag/<tag-key>', 'g:SourceVpc', 'g:SourceVpce'] },
  { name: 'values of Bool', text: '{"Statement": [{"Condition": {"Bool": {"g:MFAPresent": ["|"]}}}]}', labels: ['true', 'false'] },
  { name: 'values of Null', text: '{"Statement": [{"Condition": {"Null": {"g:UserName": ["|"]}}}]}', labels: ['true', 'false'] },
  { name: 'values of a closed set', text: '{"Statement": [{"Condition": {"StringEquals": {"modelarts:poolType": [|]}}}]}', labels: ['public'] },
  { name: 'a value outside a list', text: '{"Version": "5.0", "Statement": [{"Condition": {"Bool": {"g:MFAPresent": "|"}}}]}', labels: ['true', 'false'] },
  { name: 'no values of an open set', text: '{"Statement": [{"Condition": {"StringEquals": {"g:UserName": ["|"]}}}]}', labels: [] },
  { name: 'principals of IAM', text: '{"Version": "5.0", "Statement": [{"Principal": {"IAM": ["|"]}}]}', labels: ['iam::<account-id>:root', 'iam::<account-id>:user:<user-name>', 'iam::<account-id>:agency:<agency-name>', 'sts::<account-id>:assumed-agency:<agency-name>/<session-name>'] },
  { name: 'services to trust, of which no list is known', text: '{"Version": "5.0", "Statement": [{"Principal": {"Service": ["|"]}}]}', labels: [] },
  { name: 'types of URNs of IAM', text: '{"Version": "5.0", "Statement": [{"Resource": ["iam::abc:|"]}]}', labels: ['agency', 'user', '*'] },
  { name: 'the missing region of URNs of IAM', text: '{"Version": "5.0", "Statement": [{"NotResource": ["iam:|"]}]}', labels: [':', '*:*', '*'] },
  { name: 'the path of URNs of IAM', text: '{"Version": "5.0", "Statement": [{"NotResource": ["iam::abc:agency:|"]}]}', labels: ['<agency-name>', '*'] },
  { name: 'types of resources of IAM in 1.1', text: '{"Statement": [{"Resource": ["iam:*::|"]}]}', labels: ['agencies', '*'] },
  { name: 'kinds of principals', text: '{"Version": "5.0", "Statement": [{"Principal": {"|"}}]}', labels: ['Service', 'IAM', 'Identity_provider'] },
  { name: 'principals, whole', text: '{"Version": "5.0", "Statement": [{"Principal": |}]}', labels: ['Service', 'IAM', 'Identity_provider'] },
  { name: 'keys of the operator, whole', text: '{"Statement": [{"Condition": {"Bool": |}}]}', labels: ['g:MFAPresent'] },
  { name: 'nothing in quotes where an object belongs', text: '{"Statement": [{"Condition": "|"}]}', labels: [] },
  {
    name: 'variables in a condition value, the name of the caller first',
    text: '{"Statement": [{"Action": ["evs:volumes:list"], "Condition": {"StringEquals": {"g:UserName": ["a${|"]}}}]}',
    labels: ['${g:UserName}', '${g:DomainName}', '${g:ProjectName}', '${g:ServiceName}', '${g:UserId}', '${g:ResourceTag/<tag-key>}', '${g:SourceVpc}', '${g:SourceVpce}'],
  },
  { name: 'no variables where values are no texts', text: '{"Statement": [{"Condition": {"Bool": {"g:MFAPresent": ["${|"]}}}]}', labels: ['true', 'false'] },
  { name: 'no variables behind one', text: '{"Statement": [{"Condition": {"StringEquals": {"modelarts:poolType": ["${g:UserName}|"]}}}]}', labels: ['public'] },
  { name: 'no variables in place of one with a default', text: '{"Statement": [{"Condition": {"StringEquals": {"g:UserName": ["${g:User|Name, \'a\'}"]}}}]}', labels: [] },
  { name: 'no variables before the fifth segment of 1.1', text: '{"Statement": [{"Resource": ["obs:*:${|:object:x"]}]}', labels: [] },
  { name: 'fields of the role around a policy', text: '{"role": {"|", "policy": {"Version": "1.1", "Statement": []}}}', labels: ['display_name', 'type', 'description'] },
  { name: 'types of a role', text: '{"role": {"type": "|", "policy": {"Version": "1.1", "Statement": []}}}', labels: ['XA', 'AX'] },
  { name: 'elements inside a role', text: '{"role": {"type": "AX", "policy": {"Version": "1.1", |}}}', labels: ['Statement'] },
  { name: 'nothing behind a string', text: '{"Statement": [{"Action": ["modelarts:pool:get"|]}]}', labels: [] },
  { name: 'nothing behind the policy', text: '{"Version": "1.1", "Statement": []}|', labels: [] },
  { name: 'nothing in a comment', text: '{/* | */}', labels: [] },
  { name: 'nothing in a policy of another cloud', text: '{"Version": "2012-10-17", "Statement": [{"Action": ["s3:GetObject"], "|"}]}', labels: [] },
];

describe('Offered', () => {
  for (const { name, text, file, labels } of cases) it(name, () => offers(text, labels, file));

  it('services: ModelArts, those that it needs, the others, everything', () => {
    const labels = completionAt('{"Statement": [{"Action": ["|"]}]}').items.map((it) => it.label);
    assert.equal(labels[0], 'modelarts');
    const needed = ['obs', 'swr', 'eps', 'vpc', 'csms', 'iam', 'smn', 'kps', 'ecs', 'kms', 'sfsturbo'];
    assert.deepEqual([...labels.slice(1, 1 + needed.length)].sort(), [...needed].sort());
    assert.ok(labels.length > 40);
    assert.equal(labels.at(-1), '*:*:*');
    assert.equal(new Set(labels).size, labels.length);
  });

  it('variables of 5.0 in any segment of a resource, and in place of nothing else in 1.1', () => {
    const labels = (text: string): readonly string[] => completionAt(text).items.map((it) => it.label);
    const five = labels('{"Version": "5.0", "Statement": [{"Resource": ["obs:*:*:object:home/${|"]}]}');
    assert.equal(five[0], '${g:UserName}');
    assert.ok(five.includes('${g:PrincipalTag/<tag-key>}') && !five.includes('${g:UserId}') && !five.includes('${g:MFAPresent}'), five.join());
    assert.deepEqual(five.slice(-3), ['${*}', '${?}', '${$}']);
    assert.deepEqual(labels('{"Version": "5.0", "Statement": [{"Resource": ["obs:*:${|:object:x"]}]}'), five);
    const old = completionAt('{"Statement": [{"Resource": ["obs:*:*:object:home/${|"]}]}');
    assert.equal(old.items[0]?.label, '${g:UserName}');
    assert.equal(old.replace.end - old.replace.start, 2);
    assert.deepEqual(labels('{"Statement": [{"Resource": ["obs:*:*:object:home/$|"]}]}'), old.items.map((it) => it.label));
  });

  it('operators where their object belongs, as in it', () => {
    const labels = (text: string): readonly string[] => completionAt(text, undefined, { limit: 100_000 }).items.map((it) => it.label);
    assert.deepEqual(labels('{"Statement": [{"Condition": |}]}'), labels('{"Statement": [{"Condition": {|}}]}'));
  });

  it('in a trust policy the action that assumes an agency first', () => {
    const labels = completionAt('{"Version": "5.0", "Statement": [{"Principal": {}, "Action": ["|"]}]}').items.map((it) => it.label);
    assert.deepEqual(labels.slice(0, 3), ['sts:agencies:assume', 'sts', 'modelarts']);
    assert.equal(labels.filter((it) => it === 'sts').length, 1);
    assert.deepEqual(completionAt('{"Version": "5.0", "Statement": [{"Principal": {}, "Action": ["sts:agencies:assume", "|"]}]}').items.slice(0, 2).map((it) => it.label), ['sts', 'modelarts']);
  });

  it('operators of the dialect: plain ones before those with a suffix or prefix', () => {
    const labels = completionAt('{"Statement": [{"Condition": {|}}]}', undefined, { limit: 100_000 }).items.map((it) => it.label);
    assert.deepEqual(labels.slice(0, 2), ['StringEquals', 'StringNotEquals']);
    assert.equal(labels.findIndex((it) => it.endsWith('IfExists')), labels.filter((it) => !it.endsWith('IfExists') && !it.startsWith('For')).length);
    assert.deepEqual([...new Set(labels.slice(-16).map((it) => it.split(':')[0]))], ['ForAnyValue', 'ForAllValues']);
    assert.deepEqual(labels.filter((it) => /Like|AnyOf|DateEquals|NullIfExists|Numeric/.test(it)), []);
  });

  it('says what a name is: level and versions, how many actions, what is deprecated', () => {
    const details = (text: string): string[] => completionAt(text).items.map(({ label, detail, deprecated }) => `${label}: ${detail === undefined ? '' : toPlain(detail, english)}${deprecated ? ' (deprecated)' : ''}`);
    assert.deepEqual(details('{"Statement": [{"Action": ["modelarts:pool:|"]}]}'), ['create: Write · 1.1, 5.0', 'delete: Write · 1.1, 5.0', 'get: Read · 1.1, 5.0', 'list: List · 1.1, 5.0', 'update: Write · 1.1, 5.0', '*: 5 actions']);
    const types = details('{"Statement": [{"Action": ["modelarts:|"]}]}');
    assert.ok(types.includes('notebook: 15 actions') && types.includes('clusterFlavor: 1 action') && types.includes('dataAnnotation: no known actions'), types.join('\n'));
    assert.deepEqual(types.filter((it) => it.endsWith('(deprecated)')), ['tensorboard: 7 actions (deprecated)', 'trainConfig: 5 actions (deprecated)', 'trainJobVersion: 4 actions (deprecated)']);
    assert.equal(types.at(-1), '*: 159 actions');
  });

  it('more when letters are typed, where not all fit', () => {
    const before = completionAt('{"Statement": [{"Condition": {"|"}}]}');
    assert.equal(before.isIncomplete, true);
    assert.ok(!before.items.some((it) => it.label.startsWith('ForAllValues')));
    const typed = completionAt('{"Statement": [{"Condition": {"ForAl|"}}]}');
    assert.ok(typed.items.some((it) => it.label === 'ForAllValues:StringNotEquals'));
  });
});
