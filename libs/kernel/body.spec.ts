import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  Choice,
  Choices,
  DayField,
  Flag,
  IdField,
  MinuteField,
  Nested,
  NestedList,
  Text,
  Texts,
  Whole,
} from './body.js';

class Part {
  @Text(5) name: string;
}

class Body {
  @Text(5) text: string;
  @DayField() day: string;
  @MinuteField() minute: string;
  @IdField() id: string;
  @Choice(['a', 'b']) choice: string;
  @Whole([1, 9]) whole: number;
  @Flag() flag: boolean;
  @Texts(3, { min: 1, max: 2 }) texts: string[];
  @Choices(['a', 'b']) choices: string[];
  @Nested(() => Part) part: Part;
  @NestedList(() => Part, { min: 1, max: 2 }) parts: Part[];
  @Text(5, { optional: true }) spare?: string;
}

const good = {
  text: '一二三',
  day: '2015-02-28',
  minute: '09:30',
  id: 'jiao-tong.1',
  choice: 'a',
  whole: 3,
  flag: false,
  texts: ['甲', '乙'],
  choices: ['a'],
  part: { name: '一' },
  parts: [{ name: '一' }],
};
const problems = (change: object): readonly string[] =>
  validateSync(plainToInstance(Body, { ...good, ...change }), { whitelist: true, forbidNonWhitelisted: true }).map(
    ({ property }) => property,
  );

it('a good body passes, an optional field may be absent', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ spare: '一' })).toEqual([]);
});

it('null is refused everywhere, a missing required field too: arrays and nested ones as well (engine 44)', () => {
  for (const field of [...Object.keys(good), 'spare']) expect(problems({ [field]: null })).toEqual([field]);
  for (const field of Object.keys(good)) expect(problems({ [field]: undefined })).toEqual([field]);
});

const bad: readonly (readonly [string, readonly unknown[]])[] = [
  ['text', ['', '   ', '一二三四五六', 'a\u0000', 'a\u202e'.slice(0, 1) + '\u001f', '\ud800', 5, ['一'], {}]],
  ['day', ['2015-13-01', '2015-00-10', '2015-1-1', '2015-02-32', '2015-02-28T00:00', ' 2015-02-28', 20150228]],
  ['minute', ['24:00', '9:30', '09:60', '09:30:00']],
  ['id', ['', '交通', 'a b', '-a', 'a/b', '../a', 'a'.repeat(101)]],
  ['choice', ['c', 'A', ['a'], 'constructor']],
  ['whole', [0, 10, 1.5, '3', Number.NaN]],
  ['flag', ['true', 0, 1]],
  ['texts', [[], ['甲', '甲'], ['甲', '乙', '丙'], [5], [''], '甲', { 0: '甲' }, [null]]],
  ['choices', [['c'], ['a', 'a'], 'a', [null]]],
  ['part', [[], 'x', { name: '' }, { name: '一', more: 1 }, {}]],
  ['parts', [[], [null], [[]], ['x'], [{ name: '' }], [{ name: '一', more: 1 }], {}, Array(3).fill({ name: '一' })]],
];

it.each(bad)('%s refuses what is not of its shape', (field, values) => {
  for (const value of values) expect([field, value, problems({ [field]: value })]).toEqual([field, value, [field]]);
});

it('text keeps line breaks, tabs and characters beyond the first plane', () => {
  for (const text of ['一\n二', 'a\tb', '𠮷𠮷𠮷𠮷𠮷']) expect(problems({ text })).toEqual([]);
});
