import { periodOf } from '#libs/calendar/period.js';
import { monthOf } from '#libs/calendar/day.js';
import type { Content, Foot, Head } from '#libs/documents/content.js';
import type { Day } from '#libs/kernel/event.js';
import type { BriefingKind, Letterhead } from '#libs/office/briefing-bodies.js';
import { yearOf, type BriefingPoint } from '../point.js';

const names: Readonly<Record<BriefingKind, string>> = {
  bimonthly: '建议提案办理工作通报',
  special: '建议提案办理工作专报',
  bulletin: '建议提案办理工作简报',
  annual: '建议提案办理工作总结',
};

/** What is printed where the office has said nothing of its own. */
export const usualLetterhead = (kind: BriefingKind): Letterhead => ({
  form: 'bulletin',
  name: names[kind],
  organ: '区人民政府办公室',
  recipients: kind === 'special' ? ['区政府领导'] : [],
});

/** 「2015年第3期」: of a bimonthly one the place of its two months in the year. */
const issueOf = ({ kind, validAt, issued }: BriefingPoint): string => {
  const year = yearOf({ validAt });
  if (kind === 'bimonthly') return `${year}年第${Math.ceil(monthOf(periodOf(validAt).from) / 2)}期`;
  const before = issued.filter((each) => each.kind === kind && each.occurredOn.startsWith(year));
  return `${year}年第${before.length + 1}期`;
};

export const headOf = (letterhead: Letterhead, point: BriefingPoint, issuedOn: Day): Head => {
  const { form, name, organ, issue, signatories, code = '', serial } = letterhead;
  const handling = listed('handling', letterhead.handling);
  if (form === 'bulletin') return { form, name, issue: issue ?? issueOf(point), organ, date: issuedOn, ...handling };
  const year = Number(issuedOn.slice(0, 4));
  const number = { code, year, ...(serial === undefined ? {} : { serial }) };
  if (form === 'letter') return { form, mark: name, number, ...handling };
  return { form, mark: name, number, ...listed('signatories', signatories), ...handling };
};

/** Nothing of an empty list. */
const listed = <K extends string>(name: K, list?: readonly string[]): Partial<Record<K, readonly string[]>> =>
  list?.length ? ({ [name]: [...list] } as unknown as Record<K, readonly string[]>) : {};

export const footOf = (letterhead: Letterhead, issuedOn: Day): Foot => ({
  ...listed('report', letterhead.report),
  ...listed('send', letterhead.send),
  ...listed('distribute', letterhead.distribute),
  ...listed('copyTo', letterhead.copyTo),
  printedBy: letterhead.organ,
  printedOn: issuedOn,
  ...(letterhead.copies === undefined ? {} : { copies: letterhead.copies }),
});

/** A bulletin has its date at its head; a document is signed. */
export const signatureOf = ({ form, organ, sealed = true }: Letterhead, issuedOn: Day): Pick<Content, 'signature'> =>
  form === 'bulletin' ? {} : { signature: { organs: [organ], date: issuedOn, sealed } };

/**
 * What goes along with an issue under a head of its own kind, 专报 or a unit's sheet: the document's number, its
 * signatories and those it is sent to belong to the document alone.
 */
export const besides = (own: Letterhead, { name, recipients }: Pick<Letterhead, 'name' | 'recipients'>): Letterhead => {
  const { form, organ, issue } = own;
  return { form: 'bulletin', name, organ, recipients, ...(form === 'bulletin' && issue ? { issue } : {}) };
};
