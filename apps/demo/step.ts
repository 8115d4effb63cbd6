import type { AllCaseCommands } from '#libs/cases/commands.js';
import type { AccountCommands } from '#libs/office/account-commands.js';
import type { BriefingCommands } from '#libs/office/briefing-commands.js';
import type { CampaignCommands } from '#libs/office/campaign.js';
import type { NumberKey } from '#libs/office/claim.js';
import type { LogCommands } from '#libs/office/log-commands.js';
import type { PostCommands } from '#libs/office/post-commands.js';
import type { RegisterCommands } from '#libs/office/register-commands.js';
import type { RuleBookCommands } from '#libs/office/rule-book-commands.js';
import type { UnitCommands } from '#libs/office/unit-commands.js';

/** Cases are known to a script by their numbers only; the player puts their ids into this field of the body. */
export interface NamedCases {
  field: string;
  keys: readonly NumberKey[];
}

export type Deed =
  | {
      kind: 'command';
      aggregate: string;
      /** Id of the stream, where the aggregate is more than one. */
      id?: string;
      /** In place of `id` for cases. */
      case?: NumberKey;
      name: string;
      body: object;
      cases?: NamedCases;
    }
  | { kind: 'import'; file: string }
  /** Corrects the case's first event of that type. */
  | { kind: 'correction'; case: NumberKey; type: string; data: Record<string, unknown>; reason: string }
  /** Approves what the correction step of that key proposed. */
  | { kind: 'approval'; case: NumberKey; of: string };

/** One line of the script: who did what, and when it was written down. */
export interface Step {
  /** ISO instant with `+08:00`. */
  at: string;
  /** Account id, or the bootstrap actor. */
  by: string;
  /** Idempotency key: the same in every play. */
  key: string;
  do: Deed;
}

interface OfficeCommands {
  unit: UnitCommands;
  post: PostCommands;
  'rule-book': RuleBookCommands;
  campaign: CampaignCommands;
  register: RegisterCommands;
  briefing: BriefingCommands;
  account: AccountCommands;
  log: LogCommands;
}

interface OfficeDeed<A extends keyof OfficeCommands, N extends keyof OfficeCommands[A] & string> {
  aggregate: A;
  id?: string;
  name: N;
  body: OfficeCommands[A][N];
  cases?: NamedCases;
}

export type When = Pick<Step, 'at' | 'by' | 'key'>;

/** A command of the office; a misspelt field does not compile. */
export const officeStep = <A extends keyof OfficeCommands, N extends keyof OfficeCommands[A] & string>(
  when: When,
  deed: OfficeDeed<A, N>,
): Step => ({ ...when, do: { kind: 'command', ...deed, body: deed.body as object } });

/** A command on a case. */
export const caseStep = <N extends keyof AllCaseCommands & string>(
  when: When,
  { case: key, name, body }: { case: NumberKey; name: N; body: AllCaseCommands[N] },
): Step => ({ ...when, do: { kind: 'command', aggregate: 'case', case: key, name, body } });

/** In the order of writing down; of one instant, in the order told. */
export const inOrder = (steps: readonly Step[]): readonly Step[] =>
  steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
