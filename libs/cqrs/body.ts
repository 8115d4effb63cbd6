import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
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

/** One thing wrong with a body: where, and which rule. */
export interface Problem {
  readonly field: string;
  readonly rules: readonly string[];
}

/**
 * Checks a JSON body against its class: unknown fields, nulls, sizes and lists are refused `body.invalid` with every
 * problem at once. Answers the plain object, never an instance.
 */
export const checkedBody = <T extends object>(body: new () => T, json: unknown): T => {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw invalid([{ field: '', rules: ['isObject'] }]);
  const unsound = unsoundIn(json, { field: '', depth: 0 });
  if (unsound) throw invalid([unsound]);
  const errors = validateSync(plainToInstance(body, json), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  if (errors.length > 0) throw invalid(errors.flatMap((error) => problemsOf(error, '')));
  return json as T;
};

/** No body of ours nests deeper; what reads a body recurses. */
const deepest = 12;

interface Place {
  readonly field: string;
  readonly depth: number;
}

/** Names that every object has are passed over by class-transformer, hence by the whitelist; depth would end in a crash. */
const unsoundIn = (value: unknown, { field, depth }: Place): Problem | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > deepest) return { field, rules: ['tooDeep'] };
  for (const [name, inner] of Object.entries(value)) {
    const at = field ? `${field}.${name}` : name;
    if (name in Object.prototype) return { field: at, rules: ['whitelistValidation'] };
    const found = unsoundIn(inner, { field: at, depth: depth + 1 });
    if (found) return found;
  }
  return undefined;
};

const invalid = (problems: readonly Problem[]) =>
  refuse('body.invalid', {
    problems: problems.map(({ field, rules }) => `${field} ${rules.join(' ')}`),
    fields: problems,
  });

const problemsOf = ({ property, constraints, children }: ValidationError, path: string): readonly Problem[] => {
  const field = path ? `${path}.${property}` : property;
  const own = constraints ? [{ field, rules: Object.keys(constraints) }] : [];
  return [...own, ...(children ?? []).flatMap((child) => problemsOf(child, field))];
};
