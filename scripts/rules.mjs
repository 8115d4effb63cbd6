// `npm run rules`: every numbered rule of docs/rules with the tests that name it; fails if one has none. Rules that wait
// for a part of a later release are told as such. `npm run rules -- semantics 23` prints one, `-- missing` what lacks.
import { laterRules } from './rules-later.mjs';
import { statedRules, testsByRule } from './rules-read.mjs';

const stated = statedRules();
const held = testsByRule();
const known = new Set(stated.map(({ id }) => id));

const standing = ({ id }) => {
  if (held.has(id)) return 'held';
  return laterRules[id] ? 'later' : 'missing';
};

const asked = process.argv.slice(2).join(' ');
const isAsked = (rule) => asked === '' || rule.id === asked || standing(rule) === asked;

const lines = ({ id, text }, state) => {
  const tests = held.get(id) ?? [];
  const head = { held: `${tests.length} tests`, later: `later: ${laterRules[id]}`, missing: 'NO TEST' }[state];
  return [`${id} (${head})  ${text}`, ...tests.map((test) => `    ${test}`)];
};

for (const rule of stated.filter(isAsked)) console.log(lines(rule, standing(rule)).join('\n'));

const count = (state) => stated.filter((rule) => standing(rule) === state).length;
const unknown = [...held.keys()].filter((rule) => !known.has(rule));
for (const rule of unknown) console.log(`${rule}: no such rule, named by\n    ${held.get(rule).join('\n    ')}`);
const done = Object.keys(laterRules).filter((rule) => held.has(rule));
if (done.length > 0) console.log(`held by now, to be taken out of scripts/rules-later.mjs: ${done.join(', ')}`);
console.log(
  `${stated.length} rules: ${count('held')} held by tests, ${count('later')} later, ${count('missing')} missing`,
);
process.exitCode = count('missing') > 0 || unknown.length > 0 ? 1 : 0;
