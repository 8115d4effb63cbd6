import { readFileSync } from 'node:fs';
import { publishedFile } from '#apps/runtime/briefing/published-file.js';
import { checkPublished } from '#libs/statistics/published.js';
import type { PublishedCheck } from '#libs/statistics/published-book.js';
import { exitCodes, print, tableText, type Shared, type Terminal } from '../terminal.js';

/** Published figures of any district: which equations they break, and by how much (domain 7). No server is asked. */
export const checkFigures = async (file: string, terminal: Terminal, options: Shared): Promise<void> => {
  const { published, unread } = publishedFile(readFileSync(file));
  const checked = checkPublished(published);
  if (checked.some(({ holds }) => !holds)) terminal.exitCode = exitCodes.refused;
  print({ terminal, options }, { checked, unread }, () => inWords(checked, unread, terminal));
};

const inWords = (checked: readonly PublishedCheck[], unread: readonly string[], terminal: Terminal): string => {
  const { say, language } = terminal;
  const rows = checked.map(({ name, left, right, difference, holds }) => [
    ...[name[language], left, right],
    holds ? '✓' : `✗ ${difference > 0 ? '+' : ''}${difference}`,
  ]);
  const broken = checked.filter(({ holds }) => !holds).length;
  const columns = [say('published.equation'), say('published.stated'), say('published.sum'), ''];
  const result = say('published.result', { checked: checked.length, broken });
  const rest = unread.length === 0 ? '' : say('published.unread', { unread: unread.join('、') });
  return [tableText({ columns, rows }, terminal), result, rest].filter((each) => each !== '').join('\n\n');
};
