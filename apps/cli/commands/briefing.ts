import type { Command } from 'commander';
import { dayOf, systemClock } from '#libs/kernel/clock.js';
import type { Client } from '../client.js';
import { print, withClient, type Terminal } from '../terminal.js';
import { at, points } from './cases.js';
import { check } from './briefing-check.js';
import { letterheadFrom, printFile, type Papers } from './briefing-papers.js';
import { briefingTexts, type Answers, type BriefingReading } from './briefing-texts.js';

interface Options extends Papers {
  readonly on?: string;
  readonly kind?: string;
  readonly period?: string;
  readonly from?: string;
  readonly validAt?: string;
  readonly knownAt?: string;
  readonly title?: string;
  readonly text?: string;
  readonly remark?: string;
  readonly reason?: string;
  readonly withdraw?: true;
  readonly override?: readonly string[];
  readonly figures?: string;
}

/** Two names, the command's own options, the command. */
type Named = [first: string, second: string, own: unknown, command: Command];

type Act = (id: string, terminal: Terminal, options: Options) => Promise<void>;

/** `briefing open|draft|edit|praise|criticise|check|issue|print|diff|restate|figures|list|show|fields` (domain 8). */
export const briefingCommands = (program: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const briefing = program.command('briefing').description(say('briefing'));
  at(briefing.command('list').description(say('briefing.list')), terminal).action((_, command: Command) =>
    listed(terminal, command.optsWithGlobals()),
  );
  drafting(briefing, terminal);
  reading(briefing, terminal);
  at(briefing.command('figures <period>').description(say('briefing.figures')), terminal).action(
    (period: string, _, command: Command) => book(period, terminal, command.optsWithGlobals()),
  );
  at(program.command('annual <year>').description(say('annual')), terminal).action(
    (year: string, _, command: Command) => annual(year, terminal, command.optsWithGlobals()),
  );
};

const acting =
  (act: Act, terminal: Terminal) =>
  (id: string, _: unknown, command: Command): Promise<void> =>
    act(bimonthly(id), terminal, command.optsWithGlobals<Options>());

/** A bimonthly briefing may be named by its period alone: 2015-03. */
const bimonthly = (id: string): string => (/^\d{4}-\d{2}$/.test(id) ? `bimonthly-${id}` : id);

const drafting = (briefing: Command, terminal: Terminal): void => {
  const { say } = terminal;
  const dated = (name: string, key: Parameters<typeof say>[0]) =>
    briefing.command(name).description(say(key)).option('--on <day>', say('option.on'));
  at(dated('open <id>', 'briefing.open'), terminal)
    .option('--kind <kind>', 'bimonthly | special | bulletin | annual')
    .option('--period <period>', say('option.period'))
    .option('--from <day>', say('option.window'))
    .option('--title <title>', say('option.title'))
    .addOption(letterheadFrom(terminal))
    .action(acting(open, terminal));
  at(dated('draft <id>', 'briefing.draft'), terminal)
    .addOption(letterheadFrom(terminal))
    .action(acting(redraft, terminal));
  dated('edit <id> <block>', 'briefing.edit')
    .option('--text <text>', say('option.text'))
    .action((...given: Named) => edit([bimonthly(given[0]), given[1]], terminal, given[3].optsWithGlobals()));
  for (const as of ['praise', 'criticise'] as const)
    dated(`${as} <id> <unit>`, `briefing.${as}`)
      .option('--remark <text>', say('option.remark'))
      .option('--withdraw', say('option.withdraw'))
      .option('--reason <text>', say('option.reason'))
      .action((...given: Named) => mention([as, bimonthly(given[0]), given[1]], terminal, given[3].optsWithGlobals()));
  dated('discard <id>', 'briefing.discard')
    .requiredOption('--reason <text>', say('option.reason'))
    .action(acting(discard, terminal));
  dated('issue <id>', 'briefing.issue')
    .option('--override <identity=reason...>', say('option.override'))
    .action(acting(issue, terminal));
};

const reading = (briefing: Command, terminal: Terminal): void => {
  const { say } = terminal;
  briefing
    .command('check [id]')
    .description(say('briefing.check'))
    .option('--figures <file>', say('option.published'))
    .action((id: string | undefined, _, command: Command) =>
      check(id && bimonthly(id), terminal, command.optsWithGlobals()),
    );
  briefing.command('show <id>').description(say('briefing.show')).action(acting(show, terminal));
  briefing
    .command('fields <id>')
    .description(say('briefing.fields'))
    .action(acting(asked('fields'), terminal));
  briefing
    .command('diff <id>')
    .description(say('briefing.diff'))
    .action(acting(asked('diff'), terminal));
  briefing
    .command('restate <id>')
    .description(say('briefing.restate'))
    .action(acting(asked('restatements'), terminal));
  briefing
    .command('print <id>')
    .description(say('briefing.print'))
    .option('--format <format>', 'docx | xlsx | pdf', 'docx')
    .option('--part <part>', say('option.pages'))
    .option('--template <file>', say('option.template'))
    .option('--out <file>', say('option.file'))
    .action(acting(printFile, terminal));
};

/** Where nothing is said it is done today, by the office's calendar. */
const today = (): string => dayOf(systemClock.now());

const knownSeq = ({ knownAt }: Options): number | undefined => (knownAt === undefined ? undefined : Number(knownAt));

const open: Act = (id, terminal, options) =>
  withClient(terminal, options, async (client) => {
    const { kind = 'bimonthly', period, from, validAt, title, letterhead, on = today() } = options;
    const own = period ?? (kind === 'bimonthly' ? id.replace(/^bimonthly-/, '') : undefined);
    const said = { kind, period: own, from, validAt, knownAt: knownSeq(options), title, letterhead };
    await client.post('/briefings', { occurredOn: on, briefing: id, ...said });
    await printDraft(id, client, { terminal, options });
  });

/** The revision that was seen goes with every change. */
const changed = async (client: Client, id: string, { path, body }: { path: string; body: object }): Promise<void> => {
  const { revision } = await client.get<{ revision: number }>(`/briefings/${id}`);
  await client.post(`/briefings/${id}${path}`, body, { headers: { 'if-match': `"${revision}"` } });
};

const redraft: Act = (id, terminal, options) =>
  withClient(terminal, options, async (client) => {
    const { on = today(), validAt, letterhead } = options;
    const body = { occurredOn: on, validAt, knownAt: knownSeq(options), letterhead };
    await changed(client, id, { path: '/draft', body });
    await printDraft(id, client, { terminal, options });
  });

const edit = ([id, block]: readonly [string, string], terminal: Terminal, options: Options): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const { on = today(), text } = options;
    await changed(client, id, { path: '/edits', body: { occurredOn: on, block, text } });
    await printDraft(id, client, { terminal, options });
  });

const discard: Act = (id, terminal, options) =>
  withClient(terminal, options, async (client) => {
    const { on: occurredOn = today(), reason } = options;
    await changed(client, id, { path: '/discard', body: { occurredOn, reason } });
    print({ terminal, options }, { briefing: id }, () => terminal.say('briefing.discarded', { briefing: id }));
  });

type Mentioning = readonly [as: 'praise' | 'criticise', id: string, unit: string];

const mention = ([as, id, unit]: Mentioning, terminal: Terminal, options: Options): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const { on: occurredOn = today(), remark, reason = '', withdraw } = options;
    const kind = as === 'praise' ? 'praise' : 'criticism';
    const body = withdraw ? { occurredOn, as: kind, unit, reason } : { occurredOn, unit, remark };
    await changed(client, id, { path: withdraw ? '/mentions/withdraw' : `/${kind}`, body });
    await printDraft(id, client, { terminal, options });
  });

const issue: Act = (id, terminal, options) =>
  withClient(terminal, options, async (client) => {
    const { on = today(), override } = options;
    const overrides = override?.map((pair) => {
      const cut = pair.indexOf('=');
      return { identity: pair.slice(0, cut), reason: pair.slice(cut + 1) };
    });
    await changed(client, id, { path: '/issue', body: { occurredOn: on, overrides } });
    await printIssue(await client.get<Answers['show']>(`/briefings/${id}`), client, { terminal, options });
  });

/** The same terminal, calling units what they were called at the briefing's reading. */
const naming = async ({ validAt, knownAt }: BriefingReading, client: Client, terminal: Terminal): Promise<Terminal> => {
  const { units } = await client.get<Answers['units']>('/units', { validAt, knownAt });
  const names = Object.fromEntries(units.map(({ unit, name }) => [unit, name ?? unit]));
  return { ...terminal, speech: terminal.speech.knowing({ units: names }) };
};

interface Printing {
  readonly terminal: Terminal;
  readonly options: Options;
}

const printDraft = async (id: string, client: Client, printing: Printing): Promise<void> => {
  const draft = await client.get<Answers['draft']>(`/briefings/${id}/draft`);
  const named = await naming(draft, client, printing.terminal);
  print(printing, draft, () => briefingTexts.draft(draft, named));
};

const printIssue = async (issued: Answers['show'], client: Client, printing: Printing): Promise<void> => {
  const named = await naming(issued, client, printing.terminal);
  print(printing, issued, () => briefingTexts.show(issued, named));
};

/** The draft while it is one, the issue once it is. */
const show: Act = (id, terminal, options) =>
  withClient(terminal, options, async (client) => {
    const said = await client.get<Answers['show']>(`/briefings/${id}`);
    if (!said.isIssued) return printDraft(id, client, { terminal, options });
    return printIssue(said, client, { terminal, options });
  });

const asked =
  (what: 'fields' | 'diff' | 'restatements'): Act =>
  (id, terminal, options) =>
    withClient(terminal, options, async (client) => {
      const answer = await client.get<never>(`/briefings/${id}/${what}`);
      const named = await naming(await client.get<BriefingReading>(`/briefings/${id}`), client, terminal);
      print({ terminal, options }, answer, () => briefingTexts[what](answer, named));
    });

const listed = (terminal: Terminal, options: Options): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Answers['list']>('/briefings', points(options));
    print({ terminal, options }, answer, () => briefingTexts.list(answer, terminal));
  });

const book = (period: string, terminal: Terminal, options: Options): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Answers['book']>(`/briefing-figures/${period}`, points(options));
    print({ terminal, options }, answer, () => briefingTexts.book(answer, terminal));
  });

const annual = (year: string, terminal: Terminal, options: Options): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const answer = await client.get<Answers['annual']>(`/annual-summaries/${year}`, points(options));
    print({ terminal, options }, answer, () => briefingTexts.annual(answer));
  });
