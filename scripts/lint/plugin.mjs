// The rules of this house that no published lint package has, each a few lines over the syntax tree.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { relative, sep } from 'node:path';
import { at, root } from '../bootstrap/paths.mjs';
import { isAtHome, mayImport, roomOf } from './rooms.mjs';

const fileOf = (context) => relative(root, context.filename).split(sep).join('/');

/** Calls `check(specifier, node)` for every way a module names another one. */
const onImports = (check) => {
  const visit = (node) => typeof node.source?.value === 'string' && check(node.source.value, node);
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
  };
};

const isTypeOnly = (node) =>
  (node.importKind ?? node.exportKind) === 'type' ||
  (node.specifiers?.length > 0 &&
    node.specifiers.every(({ importKind, exportKind }) => (importKind ?? exportKind) === 'type'));

/** The imported file as a path from the root without extension; undefined for a package. */
const targetOf = (file, specifier) => {
  const path = specifier.startsWith('#')
    ? specifier.slice(1)
    : specifier.startsWith('.') && join(dirname(file), specifier);
  return path ? path.replace(/\.(js|ts|json)$/, '') : undefined;
};

const roomRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = fileOf(context);
    return onImports((specifier, node) => {
      const target = targetOf(file, specifier);
      if (!target || mayImport({ file, target, isType: isTypeOnly(node) })) return;
      const room = roomOf(file) ?? `${dirname(file)} (in no row of scripts/lint/rooms.mjs)`;
      context.report({ node, message: `${room} may not import ${target}: see scripts/lint/rooms.mjs` });
    });
  },
};

const homeRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = fileOf(context);
    return onImports((specifier, node) => {
      if (isAtHome(file, specifier)) return;
      context.report({ node, message: `${specifier} has its own home: see packageHomes in scripts/lint/rooms.mjs` });
    });
  },
};

const shipped = Object.keys(JSON.parse(readFileSync(at('package.json'), 'utf8')).dependencies);
const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
const isBare = (specifier) => !/^(node:|#|\.)/.test(specifier);

/** A dev dependency is there in every test and missing where only `dependencies` are installed. */
const shippedRule = {
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    onImports((specifier, node) => {
      if (!isBare(specifier) || isTypeOnly(node) || shipped.includes(packageOf(specifier))) return;
      context.report({ node, message: `${packageOf(specifier)} is not among the dependencies of package.json` });
    }),
};

const isConstructor = (node) => node.parent.type === 'MethodDefinition' && node.parent.kind === 'constructor';

/** A last `signal` says how long the caller waits, not what is asked for: it is not counted. */
const counted = (params) => {
  const last = params.at(-1)?.left ?? params.at(-1);
  return params.filter((param) => param.name !== 'this').length - (last?.name === 'signal' ? 1 : 0);
};

/** Three arguments, four for a constructor (its dependencies). */
const argumentsRule = {
  meta: { type: 'suggestion', schema: [] },
  create(context) {
    const check = (node) => {
      const limit = isConstructor(node) ? 4 : 3;
      if (counted(node.params) <= limit) return;
      context.report({ node, message: `more than ${limit} arguments: take one record` });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

const forks = [
  'IfStatement',
  'ConditionalExpression',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchCase[test]',
  'CatchClause',
  'LogicalExpression[operator=/&&|[|]/]',
].join(', ');
const functions = ':function';

/** ESLint's `complexity` without `??`, `?.` and defaults: a flat record of twenty `?? null` is long, not winding. */
const forksRule = {
  meta: { type: 'suggestion', schema: [{ type: 'integer' }] },
  create(context) {
    const [limit] = context.options;
    const open = [];
    return {
      [functions]: () => open.push(1),
      [`:matches(${forks})`]: () => open.length > 0 && (open[open.length - 1] += 1),
      [`${functions}:exit`](node) {
        const ways = open.pop();
        if (ways > limit) context.report({ node, message: `${ways} ways through this function, at most ${limit}` });
      },
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: { rooms: roomRule, homes: homeRule, shipped: shippedRule, arguments: argumentsRule, forks: forksRule },
};
