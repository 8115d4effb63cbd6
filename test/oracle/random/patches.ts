import { addDays } from '#libs/calendar/day.js';
import { correct } from './office.js';
import { oneOf, type Stroke } from './stroke.js';
import type { Tale } from './tale.js';

/** What a person may say was wrong: a date, a role, an outcome, a grade … */
export const patches = (on: string, { b, c }: Stroke): readonly object[] => [
  { occurredOn: on },
  { occurredOn: on },
  { outerRole: oneOf(['lead', 'joint', 'co'], b) },
  { outcome: oneOf(['solved', 'planned', 'reference'], b) },
  { finding: oneOf(['solved', 'unchanged', 'partlySolved'], b), evidence: '现场' },
  { result: oneOf(['satisfied', 'dissatisfied'], b), text: '说明' },
  { to: oneOf(['lead', 'joint', 'co'], c) },
  { kind: 'proposal' },
  { unit: oneOf(['jiaotong', 'shuiwu'], b) },
  { disclosure: oneOf(['public', 'withheld'], b) },
  { mode: oneOf(['phone', 'visit'], b) },
  { cause: oneOf(['doubt', 'other'], b) },
  { newOutcome: oneOf(['planned', 'reference'], b) },
  { newDue: addDays(on, 10 + (c % 90)) },
  { proposers: oneOf([['代表甲'], ['代表甲', '代表乙'], ['代表丁']], b) },
  { layer: 'inner', unit: oneOf(['jiaotong', 'shuiwu', 'guitu'], b) },
  { commitments: [{ text: '竣工', due: addDays(on, c % 90), owner: '甲' }] },
  { waitingOn: { body: '区财政局', since: on } },
  { statedReplyDue: addDays(on, 30 + (c % 60)) },
  { phase: oneOf(['before', 'during', 'after'], b) },
  { flag: oneOf(['legacy', 'repeated'], b) },
  { person: oneOf(['副区长甲', '局长甲'], b) },
  { units: oneOf<readonly object[]>([[{ unit: 'jiaotong', role: 'lead' }], [{ unit: 'guitu', role: 'lead' }]], b) },
];

/** A field corrected without what follows from it, as an older release may have written it; no date and no need moves. */
export const rawCorrection = (tale: Tale, stream: string, stroke: Stroke): void => {
  const patch = oneOf<Record<string, unknown>>([{ title: '另一件事' }, { percent: 100 }, { phase: 'after' }], stroke.b);
  correct(tale, stream, { a: stroke.a, patch });
};
