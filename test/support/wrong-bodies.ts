import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import type { CommandSpec } from '#libs/kernel/aggregate.js';

/** Bodies that a command must refuse: not an object, an unknown field, each field nulled, each required one missing. */
export const wrongBodies = ({ example, body }: CommandSpec<object>): readonly (readonly [string, unknown])[] => [
  ['nothing', ''],
  ['a list', []],
  ['text', '"text"'],
  ['null', 'null'],
  ['a number', '7'],
  ['an unknown field', { ...example, unheardOf: 1 }],
  ...Object.keys(example)
    .flatMap((field) => [
      [`${field} null`, { ...example, [field]: null }] as const,
      [`${field} an object`, { ...example, [field]: { $ne: null } }] as const,
    ])
    .filter(([what]) => !isObjectField(body, what)),
  ...requiredFields(body).flatMap((field) => [[`without ${field}`, without(example, field)] as const]),
  ...(requiredFields(body).length > 0 ? [['an empty object', {}] as const] : []),
];

const without = (example: object, field: string): object =>
  Object.fromEntries(Object.entries(example).filter(([name]) => name !== field));

const rulesOf = (body: new () => object) => getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);

const requiredFields = (body: new () => object): readonly string[] => [
  ...new Set(
    rulesOf(body)
      .filter(({ name, type }) => name === 'isDefined' || type === 'isDefined')
      .map((rule) => rule.propertyName),
  ),
];

/** Fields that hold an object by right are not refused for holding one. */
const isObjectField = (body: new () => object, what: string): boolean =>
  rulesOf(body).some(({ name, propertyName }) => name === 'isObject' && what === `${propertyName} an object`);
