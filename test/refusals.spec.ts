import { globSync } from 'node:fs';
import { commandRoutes } from '#apps/api/commands.js';
import { problem } from '#apps/api/problems.js';
import { fieldNames } from '#apps/runtime/field-names.js';
import { openApi } from '#apps/api/openapi.js';
import { checkedBody } from '#libs/cqrs/body.js';
import { isRefusal, Refusal, type Sentence } from '#libs/kernel/refusal.js';

type Table = Readonly<Record<string, Sentence>>;

const files = globSync(['libs/**/*errors.ts', 'libs/**/*refusals.ts', 'apps/**/errors.ts', 'apps/runtime/config.ts']);
const tables: readonly Table[] = (
  await Promise.all(files.map((file) => import(new URL(`../${file}`, import.meta.url).href)))
).flatMap((module: Record<string, { table?: Table }>) =>
  Object.values(module).flatMap((each) => (each?.table ? [each.table] : [])),
);
const rows = tables.flatMap((table) => Object.entries(table));
const named = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();

it('all tables of refusals are found', () => {
  expect(files.length).toBeGreaterThan(10);
  expect(rows.length).toBeGreaterThan(250);
});

it('no title of an answer shows a place that was never filled, and its detail is said in full (engine 44)', () => {
  for (const [code, sentence] of rows) {
    const details = Object.fromEntries(named(sentence.zh + sentence.en).map((name) => [name, `<${name}>`]));
    for (const language of ['zh', 'en'] as const) {
      const { title, detail } = problem(new Refusal(code, sentence, details), language);
      expect({ code, title }).toEqual({ code, title: expect.not.stringMatching(/[{}]/) });
      expect({ code, detail }).toEqual({ code, detail: expect.not.stringMatching(/[{}…]/) });
    }
  }
});

it('both languages of a refusal tell the same details', () => {
  const unlike = rows.filter(([, { zh, en }]) => named(zh).join() !== named(en).join());
  expect(unlike.map(([code]) => code)).toEqual([]);
});

const validatorWords = /\b(is[A-Z]\w+|whitelistValidation|array(Unique|MinSize|MaxSize)|matches|nestedValidation)\b/;

/** What a clerk reads, where every field of a command's example is left out, emptied or of another kind. */
const answersTo = ({ spec }: (typeof commandRoutes)[number]): readonly { zh: string; en: string }[] => {
  const example = spec.example as Readonly<Record<string, unknown>>;
  const bodies = Object.keys(example).flatMap((field) => [
    ...[null, '', 5, 'x'.repeat(70_000), [], [5], {}, true, -1].map((value) => ({ ...example, [field]: value })),
    Object.fromEntries(Object.entries(example).filter(([name]) => name !== field)),
  ]);
  return [...bodies, { ...example, colour: 'red' }, [], null].flatMap((body) => {
    try {
      checkedBody(spec.body, body, fieldNames);
      return [];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return [{ zh: error.in('zh'), en: error.in('en') }];
    }
  });
};

it('a body that is not as required is answered in sentences of both languages, without words of the validator (engine 44)', () => {
  const answers = commandRoutes.flatMap(answersTo);
  expect(answers.length).toBeGreaterThan(2_000);
  const wrong = answers.filter(
    ({ zh, en }) => validatorWords.test(zh + en) || /不合要求$|[{}]|\[object|undefined/.test(zh) || !/[一-鿿]/.test(zh),
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});

it('names the field in the words of the office, at any depth', () => {
  const assign = commandRoutes.find(({ name }) => name === 'AssignCase')!.spec;
  const said = (body: object) => {
    try {
      return checkedBody(assign.body, body, fieldNames) && [];
    } catch (error) {
      return ['zh', 'en'].map((language) => (error as Refusal).in(language as 'zh'));
    }
  };
  const example = assign.example as object;
  expect(said({ ...example, units: [{ unit: 'jiaotong' }], occurredOn: '1 March' })).toEqual([
    '内容不合要求：「日期」应为日期，如 2015-03-01；「承办单位」第 1 项「区内角色」必须填写',
    'The body is not valid: date must be a date, such as 2015-03-01; units, item 1, inner role is missing',
  ]);
});

it('every field of every command has a name in the office (engine 43)', () => {
  const { schemas } = (openApi() as { components: { schemas: Record<string, { properties?: object }> } }).components;
  const bodies = Object.entries(schemas).filter(([name]) => name !== 'Problem');
  const fields = new Set(bodies.flatMap(([, { properties = {} }]) => Object.keys(properties)));
  expect([...fields].filter((field) => !Object.hasOwn(fieldNames, field))).toEqual([]);
});
