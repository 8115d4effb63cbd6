// Compiles apps, libs and projections to dist/, one .js and one .js.map a file, and copies what is not TypeScript beside.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { transform } from '@swc/core';
import { at, root } from './bootstrap/paths.mjs';
import { sourceFiles, sourcesDigest, stampFile, walk } from './bootstrap/sources.mjs';

const outputOf = (path) => join('dist', ...path.split('/')).replace(/\.ts$/, '.js');

const compile = async (path) => {
  const output = outputOf(path);
  const { code, map } = await transform(readFileSync(at(path), 'utf8'), {
    cwd: root,
    filename: at(path),
    sourceFileName: relative(dirname(output), path).split(sep).join('/'),
    sourceMaps: true,
  });
  return [
    [output, `${code}//# sourceMappingURL=${basename(output)}.map\n`],
    [`${output}.map`, map],
  ];
};

const copy = (path) => [[outputOf(path), readFileSync(at(path))]];

const produce = (path) => (path.endsWith('.ts') ? compile(path) : copy(path));

/** An unchanged output is left alone: a process running from dist never sees a file half written for nothing. */
const write = ([path, content]) => {
  const file = at(path);
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(content))) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
};

const removeEmptyFolders = (folder) => {
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .forEach((entry) => removeEmptyFolders(join(folder, entry.name)));
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
};

/** What a source that is gone has left would still be found by an import. */
const removeStale = (outputs) => {
  const kept = new Set(outputs.map(([path]) => at(path)));
  walk(at('dist'))
    .filter((file) => !kept.has(file) && file !== stampFile)
    .forEach((file) => rmSync(file));
  removeEmptyFolders(at('dist'));
};

const failuresOf = (results, paths) =>
  results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${paths[index]}: ${result.reason.message}`] : [],
  );

const build = async () => {
  // Taken first: a source written while we compile makes the next run build again.
  const digest = sourcesDigest();
  const paths = sourceFiles();
  const results = await Promise.allSettled(paths.map(produce));
  const failures = failuresOf(results, paths);
  if (failures.length > 0) return failures;
  const outputs = results.flatMap((result) => result.value);
  mkdirSync(at('dist'), { recursive: true });
  outputs.forEach(write);
  removeStale(outputs);
  writeFileSync(stampFile, digest);
  return [];
};

const failures = await build();
failures.forEach((failure) => console.error(failure));
process.exitCode = failures.length > 0 ? 1 : 0;
