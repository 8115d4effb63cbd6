/** The closed lists in the order they are printed; the same strings as the facts hold. */
export const kinds = ['suggestion', 'proposal'] as const;
export const levels = ['national', 'city', 'district'] as const;
export const outerRoles = ['lead', 'joint', 'co'] as const;
export const outcomes = ['solved', 'solving', 'planned', 'reference'] as const;
export const grades = ['satisfied', 'mostly', 'understands', 'dissatisfied'] as const;
export const disclosures = ['public', 'onRequest', 'withheld'] as const;
export const implementations = ['notStarted', 'inProgress', 'partly', 'fully', 'cannot'] as const;
export const findings = ['fullySolved', 'partlySolved', 'concluded', 'solved', 'inProgress', 'unchanged'] as const;
export const contactModes = ['faceToFace', 'visit', 'meeting', 'phone', 'online', 'written'] as const;
export const terminations = [
  'returnedToProposer',
  'convertedToLetter',
  'withdrawn',
  'merged',
  'referralAccepted',
] as const;
export const innerRoles = ['lead', 'jointLead', 'support'] as const;
export const flags = [
  'keySupervised',
  'leaderSupervised',
  'governmentSupervised',
  'keyDifficult',
  'difficult',
  'legacy',
  'repeated',
] as const;
export const rehandlingCauses = ['dissatisfied', 'doubt', 'revisit', 'other'] as const;
export const ladderSteps = ['remind', 'urge', 'supervise'] as const;
/** What became of a unit's request to return a case. */
export const returnDecisions = ['approved', 'refused', 'pending'] as const;
export const openStages = [
  'answeredByOpinion',
  'rehandling',
  'replied',
  'unassigned',
  'returnPending',
  'toAccept',
  'inHandling',
] as const;
export const stages = [...terminations, ...openStages] as const;

/** Columns of a revisit matrix: the findings, a new outcome each, and cases nobody has checked (semantics 45). */
export const matrixColumns = [...findings, ...outcomes.map((outcome) => `to:${outcome}`), 'unchecked'] as const;

/** Keys of the buckets for what has no value, last in every list. */
export const buckets = ['none', 'unassigned', 'unclassified'] as const;

export interface Ordering {
  readonly declared?: readonly string[];
  /** Keys are whole numbers in decimal. */
  readonly numeric?: true;
}

/** Declared values in their order, then the rest by number or code unit, then the buckets: never by locale. */
export const compareKeys =
  ({ declared = [], numeric }: Ordering) =>
  (a: string, b: string): number =>
    rank(a, declared) - rank(b, declared) || (numeric ? Number(a) - Number(b) : byCodeUnit(a, b));

const rank = (key: string, declared: readonly string[]): number => {
  const place = declared.indexOf(key);
  if (place >= 0) return place;
  return declared.length + ((buckets as readonly string[]).includes(key) ? 1 : 0);
};

export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
