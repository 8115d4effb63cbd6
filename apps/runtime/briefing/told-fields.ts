import { registerCounts } from '#libs/office/register.js';
import { revisitMatrix, type MatrixRow } from '#libs/statistics/matrix.js';
import { addressOf, matrixAddress, registerAddress } from './addresses.js';
import { registerFields } from './field-names.js';
import type { Field } from './field.js';
import { yearOf, type BriefingPoint } from './point.js';

// Fields that are no figure of a definition: what the office did, and what a revisit found of what was promised.

/** The first day of what is told: of the window, else of V's year. */
const firstDay = ({ from, validAt }: BriefingPoint): string => from ?? `${yearOf({ validAt })}-01-01`;

const registerField = (counts: string, point: BriefingPoint): Field => {
  const { validAt, register } = point;
  const from = firstDay(point);
  const [type, meetingType] = counts.split('.');
  const asked = { type, meetingType: type === 'MeetingHeld' ? meetingType : undefined };
  const address = registerAddress(asked, { ...point, from });
  return { text: String(registerCounts(register, { from, validAt })[counts] ?? 0), address };
};

const kinds = ['bimonthly', 'special', 'bulletin', 'annual'] as const;

const at = ({ validAt, knownAt }: BriefingPoint) => ({ validAt, knownAt });

/** How many were issued in the time told of. */
const briefingField = (kind: string, point: BriefingPoint): Field => {
  const issued = point.issued.filter((each) => each.kind === kind && each.occurredOn >= firstDay(point));
  return { text: String(issued.length), address: addressOf('/briefings', at(point)) };
};

const campaignField = (point: BriefingPoint): Field => ({
  text: String(point.campaigns.filter((day) => day >= firstDay(point)).length),
  address: addressOf('/campaigns', at(point)),
});

const matrixPattern =
  /^matrix\.(suggestion|proposal)\.(solved|solving|planned|reference)(?:\.((?:to:)?[a-zA-Z]{1,20}))?$/;

/** `matrix.suggestion.planned.solved`: replied 计划解决, found 已解决, in the term of office (semantics 45). */
const matrixField = ([, kind = '', outcome, column]: readonly (string | undefined)[], point: BriefingPoint): Field => {
  const scope = { kind, ...(point.term === undefined ? {} : { period: point.term }) };
  const row = matrixOf(point, scope).find((each) => each.outcome === outcome);
  const cell = row?.cells.find((each) => each.column === column);
  const count = column === undefined ? row?.total : cell?.count;
  return { text: String(count ?? 0), address: matrixAddress(scope, point) };
};

/** The matrix of one scope, drawn up once a reading. */
export const matrixOf = (point: BriefingPoint, scope: Readonly<Record<string, string>>): readonly MatrixRow[] => {
  const { reading, columns, units, policies, validAt, knownAt } = point;
  return reading.memo(`briefing:matrix:${JSON.stringify(scope)}`, () =>
    revisitMatrix(columns, units, { validAt, knownAt, policies, scope }),
  );
};

/** The field of that name, if it is one of these. */
export const toldField = (name: string, point: BriefingPoint): Field | undefined => {
  const counts = registerFields[name]?.counts;
  if (counts !== undefined) return registerField(counts, point);
  if (name === 'campaigns') return campaignField(point);
  const kind = kinds.find((each) => name === `briefings.${each}`);
  if (kind) return briefingField(kind, point);
  const cell = matrixPattern.exec(name);
  return cell ? matrixField(cell, point) : undefined;
};

export const isTold = (name: string): boolean =>
  Object.hasOwn(registerFields, name) ||
  name === 'campaigns' ||
  kinds.some((kind) => name === `briefings.${kind}`) ||
  matrixPattern.test(name);
