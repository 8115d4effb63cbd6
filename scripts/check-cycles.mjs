// No cycles: not between files (types included: what two files know of each other is one thought), nor between rooms.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { pathToFileURL } from 'node:url';
import { at } from './bootstrap/paths.mjs';
import { sourceFiles } from './bootstrap/sources.mjs';

const targetOf = (file, specifier) => {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? join(dirname(file), specifier) : undefined;
};

const importsOf = (file) =>
  ts
    .preProcessFile(readFileSync(at(file), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => targetOf(file, fileName)?.replace(/\.js$/, '.ts'))
    .filter((target) => target && existsSync(at(target)));

const roomOf = (file) => file.split('/').slice(0, 2).join('/');

/** The same graph seen from further away: one node a room. */
const byRoom = (graph) => {
  const rooms = new Map();
  graph.forEach((targets, file) => {
    const room = roomOf(file);
    const others = targets.map(roomOf).filter((other) => other !== room);
    rooms.set(room, [...new Set([...(rooms.get(room) ?? []), ...others])]);
  });
  return rooms;
};

/** Depth-first; each node is entered once, so every cycle's closing edge is met once. */
export const cyclesOf = (graph) => {
  const done = new Set();
  const cycles = [];
  const visit = (node, path) => {
    if (path.includes(node)) return cycles.push([...path.slice(path.indexOf(node)), node]);
    if (done.has(node)) return undefined;
    (graph.get(node) ?? []).forEach((next) => visit(next, [...path, node]));
    return done.add(node);
  };
  [...graph.keys()].forEach((node) => visit(node, []));
  return cycles;
};

const cyclesOfSources = () => {
  const files = sourceFiles().filter((file) => file.endsWith('.ts'));
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  return [...cyclesOf(graph), ...cyclesOf(byRoom(graph))];
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const cycles = cyclesOfSources();
  cycles.forEach((cycle) => console.error(`cycle: ${cycle.join(' → ')}`));
  process.exitCode = cycles.length > 0 ? 1 : 0;
}
