// `EVENTSTORE_URL=… MONGODB_URL=… npm run test:stores`: the contract of each port against the servers given, then the
// same days told on both set-ups. Works under names of its own (`lookback-test-…`), dropped at the end; other data is
// never touched.
import { jest } from './bootstrap/jest.mjs';
import { runChild } from './bootstrap/child.mjs';

const { EVENTSTORE_URL: log, MONGODB_URL: views } = process.env;
if (!log && !views) {
  console.error('name a server: EVENTSTORE_URL, MONGODB_URL, or both (请指明服务器地址)');
  process.exit(2);
}

const specs = [...(log ? ['test/eventstore-given'] : []), ...(views ? ['libs/view-store/mongodb'] : []), 'test/setups'];

console.log(
  `event log: ${log ? 'the server of EVENTSTORE_URL' : 'the loopback node'}; views: ${views ? 'the server of MONGODB_URL' : 'SecantusDB where it is installed'}`,
);
const { code } = await runChild(process.execPath, [...jest, ...specs, ...process.argv.slice(2)]);
process.exitCode = code;
