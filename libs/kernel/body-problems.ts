import type { ValidationError } from 'class-validator';
import type { Said } from './refusal.js';

/** One thing wrong with a body: where, which rules, and what to say of it. */
export interface Problem extends Said {
  readonly field: string;
  readonly rules: readonly string[];
}

/** What a field is called in the office; unnamed ones keep the name they have on the wire. */
export type FieldNames = Readonly<Partial<Record<string, Said>>>;

/** Everything wrong with a body, field by field, at any depth. */
export const problemsIn = (errors: readonly ValidationError[], names: FieldNames = {}): readonly Problem[] =>
  errors.flatMap((error) => below(error, '', names));

const below = ({ property, constraints, children }: ValidationError, path: string, names: FieldNames): Problem[] => {
  const field = path ? `${path}.${property}` : property;
  const own = constraints ? [problemOf(field, constraints, names)] : [];
  return [...own, ...(children ?? []).flatMap((child) => below(child, field, names))];
};

/** Several things wrong, as the details of a refusal: each in words, and by field and rules for a program. */
export const toldProblems = (problems: readonly Problem[]) => ({
  problems: problems.map(({ zh, en }) => ({ zh, en })),
  fields: problems.map(({ field, rules }) => ({ field, rules })),
});

/** @param constraints the rules broken, by name, each with the validator's own message, which holds its numbers */
export const problemOf = (
  field: string,
  constraints: Readonly<Record<string, string>>,
  names: FieldNames = {},
): Problem => {
  const rules = Object.keys(constraints);
  const first = order.find((rule) => rule in constraints) ?? rules[0] ?? '';
  const { zh, en } = sentences[first]?.(constraints[first] ?? '') ?? plain('不合要求', 'is not as required');
  const name = nameOf(field, names);
  return { field, rules, zh: `${name.zh}${zh}`, en: `${name.en} ${en}` };
};

/** `units.1.due`: 「承办单位」第 2 项「期限」. */
const nameOf = (field: string, names: FieldNames): Said => {
  if (field === '') return plain('内容', 'the body');
  const parts = field.split('.').map((part) => partNamed(part, names));
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join(', ') };
};

const partNamed = (part: string, names: FieldNames): Said => {
  if (/^\d+$/.test(part)) return plain(`第 ${Number(part) + 1} 项`, `item ${Number(part) + 1}`);
  const named = Object.hasOwn(names, part) ? names[part] : undefined;
  return plain(`「${named?.zh ?? part.slice(0, 60)}」`, named?.en ?? part.slice(0, 60));
};

const plain = (zh: string, en: string): Said => ({ zh, en });
const always = (zh: string, en: string) => (): Said => plain(zh, en);
const numbersIn = (message: string): readonly string[] => message.match(/\d+/g) ?? [];

const counted = (zh: (n: string) => string, en: (n: string) => string) => (message: string) => {
  const n = numbersIn(message).at(-1) ?? '';
  return plain(zh(n), en(n));
};

const length = (message: string): Said => {
  const numbers = numbersIn(message);
  if (numbers.length > 1)
    return plain(`应有 ${numbers.join(' 至 ')} 字`, `must have ${numbers.join(' to ')} characters`);
  if (message.includes('shorter'))
    return plain(`过长，至多 ${numbers[0]} 字`, `has more than ${numbers[0]} characters`);
  return plain('没有内容', 'is empty');
};

const within = (message: string): Said => {
  const [least = '', most = ''] = numbersIn(message);
  return plain(`应为 ${least} 至 ${most} 的整数`, `must be a whole number from ${least} to ${most}`);
};

/** The shape is told from the pattern, which stands in the message. */
const shape = (message: string): Said => {
  if (message.includes('(19|20)')) return plain('应为日期，如 2015-03-01', 'must be a date, such as 2015-03-01');
  if (message.includes('[01]')) return plain('应为时刻，如 09:30', 'must be a time, such as 09:30');
  if (message.includes('A-Za-z0-9._-'))
    return plain('应为字母、数字和 . _ - 组成的标识', 'must be an id of letters, digits and . _ -');
  return plain('不能全为空白，也不能含控制字符', 'must not be blank nor hold control characters');
};

const oneOf = (message: string): Said => {
  const values = message.slice(message.indexOf(':') + 1).trim();
  return plain(`应为其中之一：${values}`, `must be one of: ${values}`);
};

const sentences: Readonly<Partial<Record<string, (message: string) => Said>>> = {
  whitelistValidation: always('不在此命令的项目之内', 'is no field of this command'),
  tooDeep: always('层次过深', 'nests too deeply'),
  unknownParameter: always('不是此处的参数', 'is no parameter here'),
  givenTwice: always('只能给一次', 'must be given once'),
  isDefined: always('必须填写', 'is missing'),
  isString: always('应为文字', 'must be text'),
  isInt: always('应为整数', 'must be a whole number'),
  isDay: always('应为日期，如 2015-03-01', 'must be a date, such as 2015-03-01'),
  isPosition: always('应为不带符号的序号，如 1039', 'must be a position of digits alone, such as 1039'),
  isYear: always('应为四位年份，如 2015', 'must be a year of four digits, such as 2015'),
  isCursor: always('应为上一页给出的 next', 'must be what the page before gave as next'),
  isWithin: within,
  areWhole: always('应为整数，几个之间用逗号隔开', 'must be whole numbers, with commas between them'),
  areGiven: always('各项之间用逗号隔开，不能有空项', 'must be items with commas between them, none empty'),
  isBoolean: always('应为是或否', 'must be true or false'),
  isArray: always('应为列表', 'must be a list'),
  isObject: always('应分项填写', 'must be an object'),
  nestedValidation: always('应分项填写', 'must be an object'),
  unknownValue: always('无法识别', 'cannot be understood'),
  isLength: length,
  matches: shape,
  isIn: oneOf,
  min: counted(
    (n) => `不能小于 ${n}`,
    (n) => `must not be less than ${n}`,
  ),
  max: counted(
    (n) => `不能大于 ${n}`,
    (n) => `must not be more than ${n}`,
  ),
  arrayMinSize: counted(
    (n) => `至少要有 ${n} 项`,
    (n) => `must have ${n} items at least`,
  ),
  arrayMaxSize: counted(
    (n) => `至多 ${n} 项`,
    (n) => `must have ${n} items at most`,
  ),
  arrayUnique: always('有重复', 'holds the same twice'),
};

/** What is said first, where a field breaks several rules: the rest follows from it. */
const order = Object.keys(sentences);
