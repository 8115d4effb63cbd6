import type { Figure } from '#libs/office/briefing-events.js';
import { definitionOf } from '#libs/statistics/definitions/table.js';
import { figureId, type Part } from '#libs/statistics/definitions/definition.js';
import { dimensions } from '#libs/statistics/dimensions.js';
import { rate } from '#libs/statistics/fractions.js';
import { addressOf, figureAddress, listAddress } from './addresses.js';
import type { Field } from './field.js';
import { fieldNamed, figureFields, listFields, type FigureField, type Shown } from './field-names.js';
import type { BriefingLists } from './lists/lists.js';
import { yearOf, type BriefingPoint } from './point.js';
import type { Previous } from './previous.js';
import { isTold, toldField } from './told-fields.js';

/** The fields of one reading. Undefined for a name no field has. */
export type Fields = (name: string) => Field | undefined;

export const fieldsOf = (lists: BriefingLists, previous?: Previous): Fields => {
  const { point } = lists.rows;
  const fieldOf = (given: string): Field | undefined => {
    const name = fieldNamed(given);
    const list = listFields[name]?.list;
    if (list) return { text: String(lists.of(list).length), address: listAddress(list, point) };
    const told = toldField(name, point);
    if (told) return told;
    const field = figureFields[name] ?? expressed(name);
    if (!field || isWithoutWindow(field, point)) return undefined;
    return figureField(field, point);
  };
  return (given) => {
    if (given === 'correction') return correctionField(previous);
    if (!given.startsWith(change)) return fieldOf(given);
    return changeField(figureFields[fieldNamed(given.slice(change.length))], point, previous);
  };
};

/** `change.received`: by how much more or less than in the period before. */
const change = 'change.';

const changeField = (field: FigureField | undefined, point: BriefingPoint, previous?: Previous): Field | undefined => {
  if (!field || !previous) return undefined;
  const [now, before] = [figureField(field, point), figureField(field, previous.point)];
  const difference = (now.figure?.numerator ?? 0) - (before.figure?.numerator ?? 0);
  const text = difference === 0 ? '持平' : `${difference > 0 ? '增加' : '减少'}${Math.abs(difference)}件`;
  return { text, address: now.address };
};

/** 「上期更正」 as it is printed; it opens the two readings side by side. */
const correctionField = (previous?: Previous): Field | undefined => {
  const { correction, issued, point } = previous ?? {};
  if (!correction || !issued || !point) return undefined;
  const difference = correction.now - correction.issued;
  const to = { toValidAt: issued.validAt, toKnownAt: point.knownAt };
  const asked = { figures: point.figures.idOf('stock'), validAt: issued.validAt, knownAt: issued.knownAt, ...to };
  const text = `${difference < 0 ? '−' : '+'}${Math.abs(difference)}`;
  return { text, address: addressOf('/statistics/differences', asked) };
};

const isWithoutWindow = ({ figure }: FigureField, { from }: BriefingPoint): boolean =>
  figure.startsWith('flow.') && from === undefined;

/** A figure as a field shows it. */
export const figureField = ({ figure: id, scope, ofYear, shows }: FigureField, point: BriefingPoint): Field => {
  const whole = { ...(ofYear ? { year: yearOf(point) } : {}), ...scope };
  const figure = point.figures.one(id, whole);
  return { text: shownAs(figure, shows), address: figureAddress({ ...figure, part: partOf[shows] }, point), figure };
};

const partOf: Readonly<Record<Shown, Part | undefined>> = {
  count: undefined,
  rate: undefined,
  base: 'denominator',
  apart: 'apart',
};

export const shownAs = ({ numerator, denominator = 0, apart = 0 }: Figure, shows: Shown): string => {
  if (shows === 'rate') return rate(numerator, denominator);
  return String(shows === 'base' ? denominator : shows === 'apart' ? apart : numerator);
};

const shown: ReadonlySet<string> = new Set<Shown>(['count', 'rate', 'base', 'apart']);
const extraKeys: ReadonlySet<string> = new Set(['unit', 'countingUnit', 'flag', 'leader', 'cell', 'scheme']);

/**
 * Any figure over any scope: `N4b@2|unit=jiaotong|year=2015|rate`. Undefined where the definition, a name or a word of it
 * is unknown; a definition without version means the newest, and is frozen with it.
 */
const expressed = (text: string): FigureField | undefined => {
  const [name = '', ...parts] = text.split('|').map((part) => part.trim());
  const id = definitionNamed(name);
  const words = parts.filter((part) => !part.includes('='));
  const pairs = parts.filter((part) => part.includes('=')).map((part) => splitPair(part));
  const isKnown = words.every((word) => shown.has(word)) && words.length <= 1 && pairs.every(([key]) => isKey(key));
  if (id === undefined || !isKnown) return undefined;
  return { zh: text, figure: id, scope: Object.fromEntries(pairs), shows: (words[0] ?? 'count') as Shown };
};

const splitPair = (part: string): readonly [string, string] => {
  const at = part.indexOf('=');
  return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
};

const isKey = (key: string): boolean => Object.hasOwn(dimensions, key) || extraKeys.has(key);

const definitionNamed = (name: string): string | undefined => {
  try {
    return figureId(definitionOf(name));
  } catch {
    return undefined;
  }
};

/** Names that no field has, whatever the reading: for checking an edit before it is kept. */
export const unknownFields = (names: readonly string[]): readonly string[] =>
  names.filter((given) => given !== 'correction' && !isKnown(fieldNamed(given)) && !isChange(given));

const isKnown = (name: string): boolean =>
  [figureFields, listFields].some((fields) => Object.hasOwn(fields, name)) ||
  isTold(name) ||
  expressed(name) !== undefined;

const isChange = (name: string): boolean =>
  name.startsWith(change) && Object.hasOwn(figureFields, fieldNamed(name.slice(change.length)));
