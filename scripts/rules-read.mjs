// The numbered rules as docs/rules/*.md states them, and the tests that name them in their titles.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { at, root } from './bootstrap/paths.mjs';

/** Pages whose numbered lines are rules; the key is the word tests name them by. */
const pages = { semantics: 'docs/rules/semantics.md', engine: 'docs/rules/engine.md' };

const firstWords = (text) => {
  const plain = text.replace(/[*`]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain.length > 90 ? `${plain.slice(0, 89)}…` : plain;
};

/** Every rule, in the order of the pages: `{ id: 'semantics 23', section: 'D', text }`. */
export const statedRules = () =>
  Object.entries(pages).flatMap(([book, file]) => {
    let section = '';
    return readFileSync(at(file), 'utf8')
      .split('\n')
      .flatMap((line) => {
        section = /^## ([A-Z])\./.exec(line)?.[1] ?? section;
        const rule = /^(\d+)\. (.*)$/.exec(line);
        return rule ? [{ id: `${book} ${rule[1]}`, section, text: firstWords(rule[2]) }] : [];
      });
  });

const span = ([from, to = from]) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** `semantics 26–28, 30, engine 38` in a title → the rules it names. */
export const rulesNamed = (title) =>
  [...title.matchAll(/\b(semantics|engine) (\d+(?:[–-]\d+)?(?:(?:, | and )\d+(?:[–-]\d+)?)*)/g)].flatMap(
    ([, book, numbers]) =>
      numbers
        .split(/, | and /)
        .flatMap((part) => span(part.split(/[–-]/).map(Number)))
        .map((number) => `${book} ${number}`),
  );

const specs = ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.fault-spec.ts', '**/contract.ts', '**/contract/**/*.ts'];
const others = ['node_modules', 'dist', '.tools', 'data', 'coverage'];

const specFiles = () =>
  globSync(specs, { cwd: root, exclude: (name) => others.includes(name) })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();

/** `it`, `it.each(…)`, `describe.each(…)` → `it`, `describe`. */
const calleeName = (node) => {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return calleeName(node.expression);
  return ts.isTaggedTemplateExpression(node) ? calleeName(node.tag) : '';
};

const titleOf = ({ arguments: [first] }) => {
  if (!first) return undefined;
  if (ts.isStringLiteralLike(first)) return first.text;
  return ts.isTemplateExpression(first) ? first.getText().slice(1, -1) : undefined;
};

/** Tests of one file with the titles around them, outermost first. */
const testsIn = (file) => {
  const source = ts.createSourceFile(file, readFileSync(at(file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node, around) => {
    const name = ts.isCallExpression(node) ? calleeName(node.expression) : '';
    const title = ['describe', 'it', 'test'].includes(name) ? titleOf(node) : undefined;
    if (title !== undefined && name !== 'describe') found.push({ file, titles: [...around, title] });
    const inner = title !== undefined && name === 'describe' ? [...around, title] : around;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, []);
  return found;
};

/** Rule → the tests that name it, in their own title or in one around it. */
export const testsByRule = () => {
  const held = new Map();
  for (const test of specFiles().flatMap(testsIn))
    for (const rule of new Set(test.titles.flatMap(rulesNamed)))
      held.set(rule, [...(held.get(rule) ?? []), `${test.file} › ${test.titles.join(' › ')}`]);
  return held;
};
