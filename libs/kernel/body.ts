import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/**
 * The decorators of request bodies: each checks shape and size, and refuses null, at the same time as it becomes the
 * field's JSON schema (engine 43, 44). `{ optional: true }` allows the field to be absent.
 */
export interface FieldOptions {
  optional?: true;
}

const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    decorators.forEach((decorate) => decorate(target, key));
  };

/** Absent is fine, null is not: `@IsOptional` would let null pass. */
const presence = ({ optional }: FieldOptions): PropertyDecorator =>
  optional ? ValidateIf((_, value) => value !== undefined) : IsDefined();

/** Text of 1 to `max` characters that is not only blanks and holds no control characters but line breaks and tabs. */
export const Text = (max = 200, options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsString(), Length(1, max), Matches(textPattern));

const textPattern = /^(?=[^]*\S)[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u;

/** A calendar date, `YYYY-MM-DD`; that it exists in the calendar is checked where it is used. */
export const DayField = (options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsString(), Matches(/^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/** A minute of the Shanghai day, `HH:MM`. */
export const MinuteField = (options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsString(), Matches(/^([01]\d|2[0-3]):[0-5]\d$/));

/** An id of ours: ASCII letters, digits, dot, underscore, hyphen. */
export const IdField = (options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsString(), Length(1, 100), Matches(/^[A-Za-z0-9][A-Za-z0-9._-]*$/));

export const Choice = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsString(), IsIn([...values]));

export const Whole = ([min, max]: readonly [number, number], options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsInt(), Min(min), Max(max));

export const Flag = (options: FieldOptions = {}): PropertyDecorator => all(presence(options), IsBoolean());

interface ListOptions extends FieldOptions {
  min?: number;
  max?: number;
}

const list = ({ min = 0, max = 100, ...options }: ListOptions): PropertyDecorator =>
  all(presence(options), IsArray(), ArrayMinSize(min), ArrayMaxSize(max));

/** A list of distinct texts. */
export const Texts = (maxLength = 200, options: ListOptions = {}): PropertyDecorator =>
  all(
    list(options),
    ArrayUnique(),
    IsString({ each: true }),
    Length(1, maxLength, { each: true }),
    Matches(textPattern, { each: true }),
  );

export const Choices = (values: readonly string[], options: ListOptions = {}): PropertyDecorator =>
  all(list(options), ArrayUnique(), IsIn([...values], { each: true }));

/** One nested body. */
export const Nested = (of: () => new () => object, options: FieldOptions = {}): PropertyDecorator =>
  all(presence(options), IsObject(), ValidateNested(), Type(of));

/** A list of nested bodies. */
export const NestedList = (of: () => new () => object, options: ListOptions = {}): PropertyDecorator =>
  all(list(options), IsObject({ each: true }), ValidateNested({ each: true }), Type(of));
