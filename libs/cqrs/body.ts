import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { problemOf, problemsIn, toldProblems, type FieldNames, type Problem } from '#libs/kernel/body-problems.js';
import { refuse } from './errors.js';

/**
 * The rules of a class never change once it is there, yet the validator looks them up among those of all classes for
 * every body: a tenth of what a command costs.
 */
const rememberRules = (): void => {
  const storage = getMetadataStorage();
  const look = storage.getTargetValidationMetadatas.bind(storage);
  const known = new WeakMap<object, ReturnType<typeof look>>();
  storage.getTargetValidationMetadatas = (...asked) => {
    const [target, schema, always, strictGroups, groups] = asked;
    const isUsual = !schema && !always && !strictGroups && groups === undefined;
    const rules = (isUsual ? known.get(target) : undefined) ?? look(...asked);
    if (isUsual) known.set(target, rules);
    return rules;
  };
};
rememberRules();

/**
 * Checks a JSON body against its class: unknown fields, nulls, sizes and lists are refused `body.invalid` with every
 * problem at once. Answers the plain object, never an instance.
 * @param names what fields are called in the office
 */
export const checkedBody = <T extends object>(body: new () => T, json: unknown, names: FieldNames = {}): T => {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw invalid([problemOf('', { isObject: '' })]);
  const unsound = unsoundIn(json, { field: '', depth: 0 });
  if (unsound) throw invalid([problemOf(unsound.field, { [unsound.rule]: '' }, names)]);
  const errors = validateSync(plainToInstance(body, json), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  if (errors.length > 0) throw invalid(problemsIn(errors, names));
  return json as T;
};

/** No body of ours nests deeper; what reads a body recurses. */
const deepest = 12;

interface Place {
  readonly field: string;
  readonly depth: number;
}

interface Unsound {
  readonly field: string;
  readonly rule: string;
}

/** Names that every object has are passed over by class-transformer, hence by the whitelist; depth would end in a crash. */
const unsoundIn = (value: unknown, { field, depth }: Place): Unsound | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > deepest) return { field, rule: 'tooDeep' };
  for (const [name, inner] of Object.entries(value)) {
    const at = field ? `${field}.${name}` : name;
    if (name in Object.prototype) return { field: at, rule: 'whitelistValidation' };
    const found = unsoundIn(inner, { field: at, depth: depth + 1 });
    if (found) return found;
  }
  return undefined;
};

const invalid = (problems: readonly Problem[]) => refuse('body.invalid', toldProblems(problems));
