import { caseCommands } from '#libs/cases/commands.js';
import { checkedBody } from '#libs/cqrs/body.js';
import type { Problem } from '#libs/kernel/body-problems.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import type { Field } from './columns.js';
import type { Command } from './row-commands.js';

/** The column a body's property was read from; properties of other names were chosen from closed lists. */
const fieldOfProperty: Readonly<Record<string, Field>> = {
  number: 'number',
  title: 'title',
  body: 'body',
  term: 'term',
  session: 'session',
  proposers: 'proposers',
  leadProposer: 'leadProposer',
  proposer: 'leadProposer',
  cityLead: 'cityLead',
  subject: 'subject',
  reconstructed: 'reconstructed',
  units: 'lead',
  leaderInCharge: 'leaderInCharge',
  handler: 'handler',
  ledBy: 'contactLedBy',
  summary: 'contactSummary',
  docNo: 'docNo',
  signer: 'signer',
};

/** Where one property comes from another column in this command than in the rest. */
const inCommand: Readonly<Record<string, Field>> = {
  'RecordContact.proposers': 'contacted',
  'FileCoOpinion.text': 'opinion',
  'RecordFeedback.text': 'comment',
};

/** The columns whose texts the command's own class refuses: too long, or of characters no event may hold. */
export const refusedFields = ({ name, body }: Command): readonly Field[] => {
  try {
    checkedBody<object>(caseCommands[name].body, body);
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return (error.details['fields'] as readonly Pick<Problem, 'field'>[]).map((problem) => fieldFor(name, problem));
  }
};

/** `units.0.share` is read from where the units are. */
const fieldFor = (name: string, { field }: Pick<Problem, 'field'>): Field => {
  const [property = ''] = field.split('.');
  return inCommand[`${name}.${property}`] ?? fieldOfProperty[property] ?? 'number';
};
