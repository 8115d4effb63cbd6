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
];

/** A field corrected without what follows from it, as an older release may have written it; no date and no need moves. */
export const rawCorrection = (tale: Tale, stream: string, stroke: Stroke): void => {
  const patch = oneOf<Record<string, unknown>>([{ title: '另一件事' }, { percent: 100 }, { phase: 'after' }], stroke.b);
  correct(tale, stream, { a: stroke.a, patch });
};
