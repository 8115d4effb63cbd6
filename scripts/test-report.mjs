// A Jest reporter that leaves counts, skipped tests and the stores really tested in .lookback/tests.json:
// the closing lines of `npm test` and .ci/run read them there instead of out of Jest's text.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { root, testReport } from './bootstrap/paths.mjs';
import { storesSeen } from './stores.mjs';

const skipped = (suites) =>
  suites.flatMap((suite) => suite.testResults.filter((test) => test.status === 'pending').map((test) => test.fullName));

const passedBelow = (suites) => (room) =>
  suites
    .filter((suite) => relative(root, suite.testFilePath).split(sep).join('/').startsWith(room))
    .reduce((sum, suite) => sum + suite.numPassingTests, 0);

const summary = ({ testResults, ...totals }) => ({
  passed: totals.numPassedTests,
  // A file that could not even be loaded holds no counted test, yet it failed.
  failed: totals.numFailedTests + totals.numRuntimeErrorTestSuites,
  skipped: skipped(testResults),
  ...storesSeen(passedBelow(testResults)),
});

export default class TestReport {
  onRunComplete(_contexts, results) {
    mkdirSync(dirname(testReport), { recursive: true });
    writeFileSync(testReport, JSON.stringify(summary(results), null, 2));
  }
}
