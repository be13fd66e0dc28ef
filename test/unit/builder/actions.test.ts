import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelOf, saidToRead, serviceActions } from '../../../server/src/core/builder/actions.ts';
import { catalog } from '../../support/catalog.ts';

test('actions that a table calls reading and that write by their names are told apart', () => {
  const doubtful = catalog.services.flatMap((service) => (serviceActions(catalog, service.name, '5.0')?.types ?? []).flatMap((type) => type.levels.flatMap(({ actions }) => actions.filter((it) => saidToRead(catalog, it)))));
  assert.deepEqual(doubtful.map((it) => `${it.name} ${levelOf(catalog, it) ?? ''}`).sort(), [
    'createDeployment', 'createHpa', 'createHra', 'deleteDeployment', 'deleteDeploymentInstance', 'deleteDeploymentVersion', 'scaleDeployment', 'stopDeployment', 'switchDeploymentVersion', 'updateDeployment', 'updateHpa', 'updateHra',
  ].map((it) => `modelarts:service:${it} Read`));
});
