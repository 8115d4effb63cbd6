import type { AnyAggregate } from '#libs/kernel/aggregate.js';
import { access } from './access.js';
import { account } from './account.js';
import { briefing } from './briefing.js';
import { campaign } from './campaign.js';
import { claim } from './claim.js';
import { ledgerImport } from './import.js';
import { log } from './log.js';
import { post } from './post.js';
import { register } from './register.js';
import { ruleBook } from './rule-book.js';
import { unit } from './unit.js';

/** Every kind of stream but the case. */
export const officeAggregates: readonly AnyAggregate[] = [
  unit,
  post,
  ruleBook,
  campaign,
  register,
  briefing,
  account,
  claim,
  ledgerImport,
  access,
  log,
];

/** Where a command that creates a stream says its id: the field of its body, by aggregate. */
export const idFields: Readonly<Record<string, string>> = {
  campaign: 'campaign',
  briefing: 'briefing',
  account: 'account',
  import: 'digest',
};
