// `EVENTSTORE_URL=… MONGODB_URL=… npm run test:stores`: the contract of each port against the servers given, then on
// both together the same days, the acceptance and the laws of statistics, and processes of the built program. Works
// under names of its own (`lookbacktest…`, `lookback-test-…`), dropped at the end; other data is never touched.
import { readFileSync } from 'node:fs';
import { jest } from './bootstrap/jest.mjs';
import { runChild } from './bootstrap/child.mjs';
import { readReport } from './closing.mjs';

/** A secret may lie in a file, as for the program. */
const settle = (name) => {
  const file = process.env[`${name}_FILE`];
  if (file) process.env[name] = readFileSync(file, 'utf8').trim();
  return process.env[name];
};

const [log, views] = ['EVENTSTORE_URL', 'MONGODB_URL'].map(settle);
if (!log && !views) {
  console.error('name a server: EVENTSTORE_URL, MONGODB_URL, or both (请指明服务器地址)');
  process.exit(2);
}

const contracts = [...(log ? ['test/eventstore-given'] : []), ...(views ? ['libs/view-store/mongodb'] : [])];
const together = ['test/setups', 'test/given-processes', 'test/acceptance-on-servers', 'test/oracle/on-servers'];

console.log(`event log: ${log ? 'the server of EVENTSTORE_URL' : 'a loopback node'}`);
console.log(`views: ${views ? 'the server of MONGODB_URL' : 'SecantusDB where it is installed'}`);
console.log(
  'what is written there: streams lookbacktest<random>-…, databases lookback-test-<random>; each removed at its end',
);
// One file after the other: a server that is given is to be told apart from a busy machine.
const chosen = process.argv.slice(2);
const { code } = await runChild(process.execPath, [...jest, '--runInBand', ...contracts, ...together, ...chosen]);
const skipped = readReport()?.skipped ?? [];
if (skipped.length > 0) console.error(`not tested:\n${skipped.map((name) => `  - ${name}`).join('\n')}`);
process.exitCode = code || (skipped.length > 0 ? 1 : 0);
