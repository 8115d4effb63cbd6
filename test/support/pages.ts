import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';

/** A page of the documentation, its fenced blocks apart from its prose. */
export interface Page {
  readonly file: string;
  readonly prose: string;
  readonly fences: readonly Fence[];
}

/** A fenced block: what stands behind the three ticks, and its text. */
export interface Fence {
  readonly info: string;
  readonly text: string;
}

const fence = /^```([^\n]*)\n([^]*?)^```$/gm;

export const pageOf = (file: string): Page => {
  const text = readFileSync(file, 'utf8');
  const fences = [...text.matchAll(fence)].map(([, info = '', body = '']) => ({ info, text: body }));
  return { file, prose: text.replace(fence, ''), fences };
};

/** Every page under docs/, and the pages a reader starts from. */
export const pages: readonly Page[] = [
  ...globSync('docs/**/*.md').sort(),
  'README.md',
  'README.zh.md',
  'CHANGELOG.md',
].map(pageOf);

/** Targets of Markdown links that lie in the repository, as paths from its root; an anchor is left off. */
export const linksOf = ({ file, prose }: Page): readonly string[] =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(dirname(file), target)));

/** What stands between single ticks. */
export const codeIn = (text: string): readonly string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);

const isPath = (code: string): boolean =>
  /^(\.{1,2}\/)*[\w@][\w@./-]*\.(ts|mjs|md)$/.test(code) ||
  /^(apps|libs|projections|scripts|test|docs|\.ci)\/[\w@./-]*$/.test(code);

/** Quoted file paths, each with the places where it may lie: from the root, or beside the page. */
export const quotedPaths = ({ file, prose }: Page): readonly { readonly code: string; readonly places: string[] }[] =>
  codeIn(prose)
    .filter(isPath)
    .map((code) => ({ code, places: [normalize(code), normalize(join(dirname(file), code))] }));

/** The text of one section, from its heading to the next of the same depth or higher. */
export const sectionOf = (text: string, heading: string): string => {
  const start = text.indexOf(`\n${heading}`);
  if (start < 0) throw new Error(`there is no section "${heading}"`);
  const depth = /^#+/.exec(heading)![0].length;
  const rest = text.slice(start + 1 + heading.length);
  const end = rest.search(new RegExp(`^#{1,${depth}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
};
