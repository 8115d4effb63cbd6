import type { Client } from '../client.js';
import { exitCodes, print, withClient, type Shared, type Terminal } from '../terminal.js';
import { checkFigures } from './briefing-figures.js';
import { briefingTexts, type Answers } from './briefing-texts.js';

interface Options extends Shared {
  readonly figures?: string;
}

/** One draft before it is issued, one issue, every issue, or what somebody published. */
export const check = async (id: string | undefined, terminal: Terminal, options: Options): Promise<void> => {
  if (options.figures !== undefined) return checkFigures(options.figures, terminal, options);
  return withClient(terminal, options, async (client) => {
    const found = id === undefined ? await issuedChecks(client) : await checkOf(id, client);
    const isSound = [found].flat().every((each) => (each.isIssued ? isWhole(each) : each.mayIssue));
    if (!isSound) terminal.exitCode = exitCodes.refused;
    const inWords = () =>
      [found]
        .flat()
        .map((each) => briefingTexts.check(each, terminal))
        .join('\n');
    print({ terminal, options }, found, inWords);
  });
};

const checkOf = (id: string, client: Client) => client.get<Answers['check']>(`/briefings/${id}/check`);

/** The frozen pages of every issue. */
const issuedChecks = async (client: Client): Promise<Answers['check'][]> => {
  const { briefings } = await client.get<Answers['list']>('/briefings');
  const found: Answers['check'][] = [];
  for (const { briefing } of briefings) found.push(await checkOf(briefing, client));
  return found;
};

const isWhole = ({ content }: { content: { state: string } | null }): boolean =>
  content === null || content.state === 'whole';
