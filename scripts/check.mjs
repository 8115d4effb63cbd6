// `npm run check` runs all parts; `npm run check -- lint types` only those named. Each part runs even if one before failed.
import { jest } from './bootstrap/jest.mjs';
import { runChild } from './bootstrap/child.mjs';
import { at } from './bootstrap/paths.mjs';

const inModules = (...path) => at('node_modules', ...path);

const parts = {
  format: [inModules('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  lint: [inModules('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'],
  types: [inModules('typescript', 'bin', 'tsc'), '--noEmit'],
  cycles: [at('scripts', 'check-cycles.mjs')],
  lock: [at('scripts', 'check-lock.mjs')],
  test: jest,
};

const outcome = (code) => (code === 0 ? 'passed' : 'FAILED');

const runPart = async (name) => {
  const start = Date.now();
  const { code } = await runChild(process.execPath, parts[name]);
  console.log(`check ${name}: ${outcome(code)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return { name, code };
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const results = [];
for (const name of named.length > 0 ? named : Object.keys(parts)) results.push(await runPart(name));

const failed = results.filter(({ code }) => code !== 0).map(({ name }) => name);
console.log(failed.length > 0 ? `check failed: ${failed.join(', ')}` : `check passed: ${results.length} parts`);
process.exitCode = failed.length > 0 ? 1 : 0;
