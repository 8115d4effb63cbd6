import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import { IdField, Text, Whole } from '#libs/kernel/body.js';
import { sha256 } from '#libs/kernel/ids.js';
import { plain } from './dated.js';
import { refuse } from './errors.js';

/** What makes a case's number unique (domain 1). `number` is text: `0581` and `581` are two numbers. */
export interface NumberKey {
  level: string;
  kind: string;
  body: string;
  term: number;
  session: number;
  sitting: string;
  number: string;
}

/** Id of the claim to a number: full-width and half-width writing of one number is one claim. 64 hex digits. */
export const claimId = ({ level, kind, body, term, session, sitting, number }: NumberKey): string =>
  sha256(JSON.stringify([level, kind, plain(body), term, session, sitting, plain(number)]));

/** The claim's stream, ASCII as stores want it, whatever the number is written in (semantics 15). */
export const claimStream = (key: NumberKey): string => claim.stream(claimId(key));

export class ClaimNumber implements NumberKey {
  @IdField() case: string;
  @Text(20) level: string;
  @Text(20) kind: string;
  @Text(100) body: string;
  @Whole([1, 200]) term: number;
  @Whole([1, 100]) session: number;
  @Text(20) sitting: string;
  @Text(50) number: string;
}

export class ReleaseNumber {
  @IdField() case: string;
  @Text(500) reason: string;
}

export interface ClaimCommands {
  ClaimNumber: ClaimNumber;
  ReleaseNumber: ReleaseNumber;
}

/** One stream a number: whoever appends first has it (semantics 15). Written around registrations, by no person. */
export interface ClaimEvents {
  NumberClaimed: NumberKey & { case: string };
  NumberReleased: { case: string; reason: string };
}

export interface ClaimState {
  readonly owner?: string;
}

const evolve: EvolveTable<ClaimState, ClaimEvents> = {
  NumberClaimed: (_, { case: owner }) => ({ owner }),
  NumberReleased: (state, { case: released }) => (state.owner === released ? {} : state),
};

/** Id of the case that has the number now. */
export const owner = (state: ClaimState): string | undefined => state.owner;

const decide: DecideTable<ClaimCommands, ClaimState, ClaimEvents, DecisionContext> = {
  ClaimNumber: (command, { now }) => {
    if (now.owner === command.case) return [];
    if (now.owner !== undefined) throw refuse('claim.number-taken', { number: command.number, case: now.owner });
    return [{ type: 'NumberClaimed', data: { ...command } }];
  },
  ReleaseNumber: (command, { now }) => {
    if (now.owner !== command.case) throw refuse('claim.not-owner', { case: command.case });
    return [{ type: 'NumberReleased', data: { ...command } }];
  },
};

export const claim: Aggregate<ClaimState, ClaimEvents, ClaimCommands, DecisionContext> = {
  name: 'claim',
  stream: (id = '') => `claim-${id}`,
  versions: { NumberClaimed: 1, NumberReleased: 1 },
  initial: {},
  evolve,
  decide,
  commands: {
    ClaimNumber: {
      body: ClaimNumber,
      path: '/claims/:id/claim',
      by: [],
      example: {
        case: '3b1f2c8e-0d1c-5b0e-9d53-6d1f2a4c9e10',
        level: 'city',
        kind: 'suggestion',
        body: '上海市人大',
        term: 16,
        session: 2,
        sitting: 'in-session',
        number: '0581',
      },
      summary: { zh: '占用编号', en: 'A case takes its number' },
    },
    ReleaseNumber: {
      body: ReleaseNumber,
      path: '/claims/:id/release',
      by: [],
      example: { case: '3b1f2c8e-0d1c-5b0e-9d53-6d1f2a4c9e10', reason: '编号更正' },
      summary: { zh: '释放编号', en: 'A case gives its number up' },
    },
  },
};
