import { test } from 'node:test';
import { hovers, saysNothing, statement } from './hovers.ts';

const resource = (text: string, version = '1.1'): string => statement(`"Resource": [${text}]`, version);

test('the five segments of a resource', () => {
  hovers(resource('"obs:*|:*:bucket:x"'), '*', ['**Region**: every region.', 'OBS accepts `*` only.']);
  hovers(resource('"modelarts:cn-nor|th-4:*:pool:*"'), 'cn-north-4', ['**Region**: the one with the ID `cn-north-4`.']);
  hovers(resource('"modelarts:cn-*|:*:pool:*"'), 'cn-*', ['**Region**: regions whose ID matches `cn-*`.']);
  hovers(resource('"modelarts:*:*|:pool:*"'), '*', ['**Account**: every account.']);
  hovers(resource('"iam::|abc:user:x"', '5.0'), 'abc', ['**Account**: the one with the ID `abc`. Letter case counts.']);
  hovers(resource('"modelarts:*:*:*|:*"'), '*', ['**Resource type**: every type of the service.']);
  hovers(resource('"obs:*:*:obj|ect:x"'), 'object', ['**Resource type** of the service `obs`.']);
  hovers(resource('"|*:*:*:*:*"'), '*', ['**Service**: resources of every service.']);
});

test('the path, by service and version', () => {
  const what = '**Resource path**: name or ID of the resource. `*` stands for any characters, also for `/`. Letter case counts.';
  hovers(resource('"modelarts:*:*:pool:po|ol-1"'), 'pool-1', ['**Resource path**: ModelArts accepts none in version 1.1. Write `*` here, which limits the policy to the resource type.']);
  hovers(resource('"modelarts:*:*:pool:po|ol-1"', '5.0'), 'pool-1', [what]);
  hovers(resource('"obs:*:*:object:a/b:|c"'), 'a/b:c', [what, 'A policy can name single resources of it.', 'Written as:\n\n- `obs:*:*:bucket:<bucket>`']);
  hovers(resource('"nosuch:*:*:x:|y"'), 'y', [what]);
  hovers(resource('"obs:*:*:object:${g:Us|erName}/*"'), '${g:UserName}', ['**`${g:UserName}`**: takes the value of `g:UserName` from the request.', 'Without that key, or with several values of it, nothing matches.', 'Name of the caller\\.']);
});

test('everything, agencies, and what is no resource', () => {
  hovers(resource('"|*"'), '"*"', ['**`*`**: every resource, and requests that name none.']);
  hovers(resource('"|*"', '5.0'), '"*"', ['**`*`**: every resource, and requests that name none.', 'Needed for actions whose row in the reference names no resource type.']);
  hovers(statement('"Resource": {"uri": ["/iam/agen|cies/1"]}'), '"/iam/agencies/1"', ['The agency with this ID, into which the action `iam:agencies:assume` may switch.']);
  saysNothing(resource('"some|thing"'));
  saysNothing(resource('"|"'));
});
