// How long Find Action takes over all known actions: node bench/search.ts
import { indexActions, type SearchData } from '../server/src/core/search/action-index.ts';
import { findActions } from '../server/src/core/search/find-actions.ts';
import { nodeHost } from '../server/src/files/host.ts';

const queries = ['create', '创建', 'POST /v2/{project_id}/training-jobs', '/pools', 'modelarts:notebook:*', 'modelarts:trainingJob:create', 'delete dedicated resource pool', '删除专属资源池', 'list', 'no identity-based policy allows the modelarts:notebook:create action'];
const catalog = nodeHost().catalog();
const begin = performance.now();
const index = indexActions(catalog, catalog.facts('search') as SearchData);
console.log(`${index.actions.length} actions indexed in ${(performance.now() - begin).toFixed(1)} ms, once`);
let slowest = 0;
for (const query of queries) {
  const times: number[] = [];
  for (let round = 0; round < 30; round++) {
    const from = performance.now();
    findActions(index, query);
    times.push(performance.now() - from);
  }
  const median = times.sort((a, b) => a - b)[15] ?? 0;
  slowest = Math.max(slowest, median);
  console.log(`${median.toFixed(2).padStart(7)} ms  ${query}`);
}
console.log(`slowest median ${slowest.toFixed(2)} ms, bound 10 ms: ${slowest <= 10 ? 'met' : 'missed'}`);
if (process.argv.includes('--assert') && slowest > 10) process.exitCode = 1;
