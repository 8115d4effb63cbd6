import type {
  ContactMode,
  Disclosure,
  Grade,
  InnerRole,
  Kind,
  Level,
  Outcome,
  OuterRole,
  Sitting,
} from '#libs/cases/vocabulary.js';
import type { Day } from '#libs/kernel/event.js';
import type { NumberKey } from '#libs/office/claim.js';
import type { Field } from './columns.js';
import type { RowCells } from './row-cells.js';
import {
  disclosureWords,
  gradeWords,
  kindWords,
  levelWords,
  modeWords,
  outcomeWords,
  roleWords,
  sharesOf,
  sittingWords,
} from './values.js';

export const dayFields = [
  'receivedOn',
  'assignedOn',
  'acceptedOn',
  'contactedOn',
  'opinionOn',
  'repliedOn',
  'judgedOn',
] as const satisfies readonly Field[];

/** Days that lie ahead of the receipt, as the sheet that came with the case prints them. */
export const dueFields = ['replyDue', 'opinionDue'] as const satisfies readonly Field[];

export type DayField = (typeof dayFields)[number] | (typeof dueFields)[number];
export type Days = Readonly<Partial<Record<DayField, Day>>>;

export interface NamedUnit {
  readonly name: string;
  readonly role: InnerRole;
  readonly share?: string;
  readonly from: Field;
}

/** What a row states, read; a row with an error remark is never used, so required texts may be blank here. */
export interface CaseFacts {
  readonly key: NumberKey & { kind: Kind; level: Level; sitting: Sitting };
  readonly days: Days;
  readonly title: string;
  readonly proposers: readonly string[];
  readonly leadProposer: string;
  readonly outerRole?: OuterRole;
  readonly units: readonly NamedUnit[];
  readonly mode: ContactMode;
  readonly contacted: readonly string[];
  readonly outcome?: Outcome;
  readonly disclosure?: Disclosure;
  readonly attitude?: Grade;
  readonly result?: Grade;
}

/** The body of a level and kind where the ledger has no such column, e.g. 上海市人大; a district's own is nobody's default. */
export type Bodies = Readonly<Partial<Record<Level, Readonly<Record<Kind, string>>>>>;

export const readFacts = (cells: RowCells, bodies: Bodies): CaseFacts => {
  const leadProposer = cells.text('leadProposer') ?? cells.names('proposers')[0] ?? '';
  const contacted = cells.names('contacted');
  return {
    key: keyOf(cells, bodies),
    days: Object.fromEntries([...dayFields, ...dueFields].map((field) => [field, cells.day(field)])),
    title: cells.required('title'),
    proposers: proposersOf(cells, leadProposer),
    leadProposer,
    outerRole: cells.choice('outerRole', roleWords),
    units: unitsOf(cells),
    mode: cells.choice('contactMode', modeWords) ?? 'faceToFace',
    contacted: contacted.length > 0 ? contacted : [leadProposer],
    outcome: cells.choice('outcome', outcomeWords),
    disclosure: cells.choice('disclosure', disclosureWords),
    attitude: cells.choice('attitude', gradeWords),
    result: cells.choice('result', gradeWords),
  };
};

const keyOf = (cells: RowCells, bodies: Bodies): CaseFacts['key'] => {
  cells.required('kind');
  const kind = cells.choice('kind', kindWords) ?? 'suggestion';
  const level = cells.choice('level', levelWords) ?? 'city';
  return {
    level,
    kind,
    body: cells.text('body') ?? bodies[level]?.[kind] ?? '',
    term: cells.ordinal('term'),
    session: cells.ordinal('session'),
    sitting: cells.choice('sitting', sittingWords) ?? 'in-session',
    number: cells.required('number'),
  };
};

/** The lead proposer is one of them even where the ledger lists the cosigners only. */
const proposersOf = (cells: RowCells, leadProposer: string): readonly string[] => {
  if (!cells.has('leadProposer')) cells.required('proposers');
  return [...new Set([leadProposer, ...cells.names('proposers')])];
};

/** One lead unit, or joint leads each with its share; several names under 牵头单位 are joint leads without shares. */
const unitsOf = (cells: RowCells): readonly NamedUnit[] => {
  const support = cells.names('support').map((name) => ({ name, role: 'support', from: 'support' }) as const);
  return [...(cells.has('jointLeads') ? jointLeadsOf(cells) : leadsOf(cells)), ...support];
};

const leadsOf = (cells: RowCells): readonly NamedUnit[] => {
  const names = cells.names('lead');
  const role = names.length > 1 ? 'jointLead' : 'lead';
  return names.map((name) => ({ name, role, from: 'lead' }));
};

const jointLeadsOf = (cells: RowCells): readonly NamedUnit[] => {
  const shares = sharesOf(cells.text('jointLeads') ?? '');
  if (shares.length < 2 || shares.some(({ unit }) => unit === '')) cells.refuse('import.share-malformed', 'jointLeads');
  for (const unit of cells.names('lead'))
    if (!shares.some((joint) => joint.unit === unit)) cells.refuse('import.lead-and-joint', 'lead', { unit });
  return shares.map(({ unit: name, share }) => ({ name, role: 'jointLead', share, from: 'jointLeads' }));
};
