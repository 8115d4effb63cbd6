import type { OfficeReading } from './office-reading.js';
import type { Policies } from './policies.js';
import type { Reading } from './reading.js';

/** Everything a definition may look at: facts at (V, K), the office at the same point, the policies named. */
export interface Inquiry {
  readonly reading: Reading;
  readonly office: OfficeReading;
  readonly policies: Policies;
  /** Units as the events name them, not as mergers made them (semantics 32). */
  readonly originalUnits: boolean;
}
