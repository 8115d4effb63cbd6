import { dayFromNumber, dayNumber } from '#libs/calendar/day.js';
import { latestGiven } from '#libs/statistics/definitions/forms.js';
import { none } from '#libs/statistics/grains.js';
import { yearOf } from '../point.js';
import { byNumber, type CaseLine, type CaseRows } from './case-rows.js';

/** A case with a fault of its plan, its reply or its handling, and the events that show it (semantics 50). */
export interface FaultLine extends CaseLine {
  readonly events: readonly number[];
  /** What was found: the vague word, how often a draft came back. */
  readonly found?: string;
}

/** Plans and replies of V's calendar year. */
const yearStart = (rows: CaseRows): number => dayNumber(`${yearOf(rows.point)}-01-01`);

const faultsOf = (rows: CaseRows, found: ReadonlyMap<number, Omit<FaultLine, keyof CaseLine>>): readonly FaultLine[] =>
  [...found]
    .filter(([row]) => row >= 0 && rows.standing[row] === 1)
    .map(([row, fault]) => ({ ...rows.line(row), ...fault }))
    .sort(byNumber);

/** 计划笼统: a milestone without a date, or with a vague word and only a year. */
export const vaguePlans = (rows: CaseRows): readonly FaultLine[] => {
  const { reading, point } = rows;
  const words = point.rules?.lists.vagueWords ?? [];
  const [due, text, setOn, setSeq] = [
    reading.column('milestone', 'due'),
    reading.column('milestone', 'text'),
    reading.column('milestone', 'setOn'),
    reading.column('milestone', 'setSeq'),
  ];
  const found = new Map<number, { events: number[]; found?: string }>();
  rows.placesOf('milestone').forEach((place, row) => {
    if ((setOn[row] as number) < yearStart(rows) || reading.column('milestone', 'completedOn')[row] !== none) return;
    const word = words.find((each) => rows.named(text[row] as number)?.includes(each));
    const isVague = due[row] === none || (word !== undefined && text[row] !== none);
    if (!isVague) return;
    const known = found.get(place);
    const events = [...new Set([...(known?.events ?? []), setSeq[row] as number])];
    found.set(place, { events, found: known?.found ?? word ?? '无日期' });
  });
  return faultsOf(rows, found);
};

/** 答复承诺无时间节点: replied ② or ③ this year, and no milestone names a day. */
export const undatedReplies = (rows: CaseRows): readonly FaultLine[] => {
  const { reading } = rows;
  const dated = new Set<number>();
  const due = reading.column('milestone', 'due');
  rows.placesOf('milestone').forEach((place, row) => due[row] !== none && dated.add(place));
  const promising = new Set(['solving', 'planned']);
  const found = rows.where(
    (row) =>
      rows.answering[row] === 1 &&
      rows.value(row, 'replyOn') >= yearStart(rows) &&
      promising.has(rows.text(row, 'replyOutcome') ?? '') &&
      !dated.has(row),
  );
  return faultsOf(rows, new Map(found.map((row) => [row, { events: [rows.value(row, 'replySeq')] }])));
};

/** 审核退回: drafts of this year's rounds that came back from review. */
export const returnedDrafts = (rows: CaseRows): readonly FaultLine[] => {
  const { reading } = rows;
  const [returned, openedOn, openedSeq, replySeq] = [
    reading.column('round', 'draftsReturned'),
    reading.column('round', 'openedOn'),
    reading.column('round', 'openedSeq'),
    reading.column('round', 'replySeq'),
  ];
  const found = new Map<number, { events: number[]; found: string }>();
  rows.placesOf('round').forEach((place, row) => {
    const times = returned[row] as number;
    if (times <= 0 || (openedOn[row] as number) < yearStart(rows)) return;
    const events = [openedSeq[row] as number, replySeq[row] as number].filter((seq) => seq !== none);
    found.set(place, { events, found: `${times}` });
  });
  return faultsOf(rows, found);
};

/** 未面商: answering cases of this year without a face-to-face contact or a waiver, replied or within 15 working days of it. */
export const unmetCases = (rows: CaseRows): readonly FaultLine[] => {
  const { reading } = rows;
  const met = new Set<number>();
  const isMet = reading.column('contact', 'faceToFace');
  rows.placesOf('contact').forEach((place, row) => isMet[row] === 1 && met.add(place));
  const isPressing = (row: number): boolean => {
    const light = rows.light(row);
    return rows.value(row, 'replyOn') !== none || (light !== undefined && light !== 'green');
  };
  const found = rows.where(
    (row) =>
      rows.answering[row] === 1 &&
      rows.value(row, 'registeredOn') >= yearStart(rows) &&
      rows.value(row, 'visitWaivedOn') === none &&
      !met.has(row) &&
      isPressing(row),
  );
  const eventsOf = (row: number) =>
    [rows.value(row, 'registeredSeq'), rows.value(row, 'replySeq')].filter((seq) => seq !== none);
  return faultsOf(rows, new Map(found.map((row) => [row, { events: eventsOf(row) }])));
};

/** 不满意: the latest form of a proposer, on either axis, given this year. */
export const dissatisfiedCases = (rows: CaseRows): readonly FaultLine[] => {
  const { reading } = rows;
  const [given, seq] = [reading.column('form', 'givenOn'), reading.column('form', 'givenSeq')];
  const [attitude, result] = [reading.column('form', 'attitude'), reading.column('form', 'result')];
  const [counts, unhappy] = [latestGiven(reading), reading.code('dissatisfied')];
  const found = new Map<number, { events: number[]; found: string }>();
  rows.placesOf('form').forEach((place, row) => {
    const isUnhappy = attitude[row] === unhappy || result[row] === unhappy;
    if (counts[row] !== 1 || !isUnhappy || (given[row] as number) < yearStart(rows)) return;
    const events = [...(found.get(place)?.events ?? []), seq[row] as number];
    found.set(place, { events, found: dayFromNumber(given[row] as number) });
  });
  return faultsOf(rows, found);
};
