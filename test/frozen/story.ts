import type { Scene } from './teller.js';
import { february } from './february.js';
import { foundation } from './foundation.js';
import { lateFacts } from './late-facts.js';
import { officeWork } from './office-work.js';
import { wholeLife } from './whole-life.js';
import { wholeRegulation } from './whole-regulation.js';
import { yearBefore } from './year-before.js';

/** Two years of a small office in which every kind of event happens, some late, some corrected, some taken back. */
export const story = (): readonly Scene[] => {
  const legacy = yearBefore();
  return [
    ...foundation,
    ...legacy.scenes,
    ...officeWork(legacy.case),
    ...february,
    ...wholeLife(),
    ...lateFacts(),
    ...wholeRegulation(),
  ];
};
