import { readFileSync } from 'node:fs';
import { checkPublished, readPublished, type PublishedCheck } from '#libs/statistics/published.js';
import { exitCodes, print, tableText, type Shared, type Terminal } from '../terminal.js';

/** Published figures of any district: which equations they break, and by how much (domain 7). No server is asked. */
export const checkFigures = async (file: string, terminal: Terminal, options: Shared): Promise<void> => {
  const checked = checkPublished(readPublished(readFileSync(file, 'utf8')));
  if (checked.some(({ holds }) => !holds)) terminal.exitCode = exitCodes.refused;
  print({ terminal, options }, { checked }, () => inWords(checked, terminal));
};

const inWords = (checked: readonly PublishedCheck[], terminal: Terminal): string => {
  const { say, language } = terminal;
  const rows = checked.map(({ name, left, right, difference, holds }) => [
    ...[name[language], left, right],
    holds ? '✓' : `✗ ${difference > 0 ? '+' : ''}${difference}`,
  ]);
  const broken = checked.filter(({ holds }) => !holds).length;
  const columns = [say('published.equation'), say('published.stated'), say('published.sum'), ''];
  return `${tableText({ columns, rows }, terminal)}\n\n${say('published.result', { checked: checked.length, broken })}`;
};
