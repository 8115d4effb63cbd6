import type { Command } from 'commander';
import { ruleBookCommands, type RuleBookCommands } from '#libs/office/rule-book-commands.js';
import {
  shanghai,
  shanghaiCalendars,
  shanghaiOutcomeSchemes,
  shanghaiPeriods,
  shanghaiRuleBooks,
  shanghaiSubjectSchemes,
} from '#libs/office/shanghai-rules.js';
import type { Client } from '../client.js';
import { print, withClient, type Shared, type Terminal } from '../terminal.js';

/** `rules issue`: a new office begins with the rules this release knows; what differs there is issued after them. */
export const rulesCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  program
    .command('rules')
    .description(say('rules'))
    .command('issue')
    .description(say('rules.issue'))
    .action((_, command: Command) => issue(terminal, command.optsWithGlobals()));
};

interface Issued {
  readonly name: keyof RuleBookCommands;
  /** Tells two of one name apart. */
  readonly part: string;
  readonly body: object;
}

const shipped: readonly Issued[] = [
  ...shanghaiRuleBooks.map((body): Issued => ({ name: 'IssueRuleBook', part: body.version, body })),
  ...shanghaiOutcomeSchemes.map((body): Issued => ({ name: 'IssueOutcomeScheme', part: body.scheme, body })),
  ...shanghaiSubjectSchemes.map((body): Issued => ({ name: 'IssueSubjectScheme', part: body.version, body })),
  ...shanghaiCalendars.map((body): Issued => ({ name: 'IssueCalendar', part: String(body.year), body })),
  { name: 'IssuePeriodScheme', part: shanghaiPeriods.effectiveFrom, body: shanghaiPeriods },
];

const issue = (terminal: Terminal, options: Shared): Promise<void> =>
  withClient(terminal, options, async (client) => {
    let issued = 0;
    for (const each of shipped) if (await issueOne(client, each)) issued += 1;
    const counts = { issued, already: shipped.length - issued };
    print({ terminal, options }, counts, () => terminal.say('rules.done', counts));
  });

/** Keys are the same in every run, so that one cut off is completed by the next; says whether it was new. */
const issueOne = async (client: Client, { name, part, body }: Issued): Promise<boolean> => {
  const path = ruleBookCommands[name].path.replace(':id', shanghai);
  const headers = { 'if-none-match': '*', 'idempotency-key': `shipped/${name}/${part}` };
  const { repeated } = await client.post<{ repeated: boolean }>(path, body, { headers });
  return !repeated;
};
