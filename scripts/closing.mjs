// The last lines of `npm test`: which stores were tested, what was not and what it would take.
import { existsSync, readFileSync } from 'node:fs';
import { testReport } from './bootstrap/paths.mjs';

const section = (title, lines) => (lines.length > 0 ? [title, ...lines.map((line) => `  - ${line}`)] : []);

export const closingLines = ({ tested, untested, skipped }) => [
  ...section('Stores tested:', tested),
  ...section('Skipped:', skipped),
  ...section('Not tested here:', untested),
];

export const readReport = () => (existsSync(testReport) ? JSON.parse(readFileSync(testReport, 'utf8')) : undefined);

/** Silent for a run of some files only (what was not asked for is no gap), and when Jest never got to its end. */
export const printClosing = (args) => {
  const report = readReport();
  const isWhole = args.every((arg) => arg.startsWith('-'));
  if (report && isWhole) process.stdout.write(`\n${closingLines(report).join('\n')}\n`);
};
