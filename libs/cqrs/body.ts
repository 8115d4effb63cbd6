import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { refuse } from './errors.js';

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
  const errors = validateSync(plainToInstance(body, json), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  if (errors.length > 0) throw invalid(errors.flatMap((error) => problemsOf(error, '')));
  return json as T;
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
