import { operator } from '#apps/runtime/accounts.js';
import { openRuntime, type Runtime } from '#apps/runtime/runtime.js';
import { parsePeriod } from '#libs/calendar/period.js';
import { briefing } from '#libs/office/briefing.js';
import type { Bench, Row } from '../bench.js';
import { writtenLedger, type Ledger } from '../ledger.js';
import { mebibytes, median, ms, seconds, timed, type Figure } from '../measure.js';
import { naiveBriefing } from '../peer/naive-briefing.js';
import { plainWordFile, wordsIn } from '../peer/plain-word.js';

const bars = { draft: 2_000, print: 1_000, ledger: 5_000 };

/** Of the last years of the log, none asked for before. */
const periods = ['2025-07', '2025-05', '2025-03', '2025-01', '2024-11'];

export const documents: Row = {
  name: 'documents',
  title: 'Briefings and ledgers',
  method:
    'two months opened and drafted, with words, lists, proposals and the comparison with those before, beside every event ' +
    'read and every case folded; the issue printed as Word, beside its words given to the library alone; a ledger of ' +
    '20,000 rows written in a process of its own, beside a workbook made in memory',
  run: async (bench) => [...(await briefings(bench)), ...(await ledgers(bench))],
};

interface Took {
  readonly draft: number[];
  readonly naive: number[];
  readonly print: number[];
  readonly plain: number[];
}

const briefings = async (bench: Bench): Promise<readonly Figure[]> => {
  const { config, log } = await bench.prepared();
  const runtime = await openRuntime({ config, projector: 'thread' });
  const took: Took = { draft: [], naive: [], print: [], plain: [] };
  try {
    await runtime.statistics.report({});
    await import('#libs/documents/word/print.js');
    for (const period of periods.slice(0, bench.rounds)) await measure(runtime, period, took);
    const { prefix } = config;
    // Takes so long that once is enough.
    took.naive.push(await timed(() => naiveBriefing(runtime.events, { ...parsePeriod(periods[0]!), prefix })));
  } finally {
    await runtime.close();
  }
  return figuresOf(took, log.events >= 1_000_000);
};

const measure = async (runtime: Runtime, period: string, took: Took): Promise<void> => {
  const id = `bimonthly-${period}`;
  const act = (name: string, body: object) =>
    runtime.execute({ aggregate: briefing, id, name, body, actor: operator, key: `${id}-${name}` });
  const { until: occurredOn } = parsePeriod(period);
  const opening = { occurredOn, briefing: id, kind: 'bimonthly', period };
  took.draft.push(
    await timed(async () => {
      await act('OpenBriefing', opening);
      await runtime.briefings.draft(id);
    }),
  );
  await act('IssueBriefing', { occurredOn });
  await runtime.settle();
  let file: Uint8Array = new Uint8Array();
  took.print.push(await timed(async () => (file = (await runtime.briefings.file(id, { format: 'docx' })).bytes)));
  const words = await wordsIn(file);
  took.plain.push(await timed(() => plainWordFile(words)));
};

const figuresOf = ({ draft, naive, print, plain }: Took, isLarge: boolean): readonly Figure[] => [
  {
    what: 'drafting two months',
    measured: ms(median(draft)),
    peer: `every event read and folded ${ms(median(naive))}`,
    ratio: `× ${(median(naive) / median(draft)).toFixed(1)}`,
    bar: '≤ 2 s',
    ...(isLarge ? { holds: median(draft) <= bars.draft } : {}),
  },
  {
    what: 'printing the issue as Word',
    measured: ms(median(print)),
    peer: `the library alone ${ms(median(plain))}`,
    ratio: `× ${(median(plain) / median(print)).toFixed(2)}`,
    bar: '≤ 1 s',
    ...(isLarge ? { holds: median(print) <= bars.print } : {}),
  },
];

const rows = 20_000;

const ledgers = async (bench: Bench): Promise<readonly Figure[]> => {
  const [streamed, inMemory]: [Ledger[], Ledger[]] = [[], []];
  for (let round = 0; round < Math.min(3, bench.rounds); round += 1) {
    streamed.push(await writtenLedger('streamed', rows));
    inMemory.push(await writtenLedger('memory', rows));
  }
  const tenfold = await writtenLedger('streamed', 10 * rows);
  const of = (ledgers: readonly Ledger[], what: keyof Ledger) => median(ledgers.map((each) => each[what]));
  const [took, peer] = [of(streamed, 'took'), of(inMemory, 'took')];
  const [peak, peerPeak] = [of(streamed, 'peak'), of(inMemory, 'peak')];
  return [
    {
      what: 'a ledger of 20,000 rows',
      measured: seconds(took),
      peer: `a workbook in memory ${seconds(peer)}`,
      ratio: `× ${(peer / took).toFixed(1)}`,
      bar: '≤ 5 s',
      holds: took <= bars.ledger,
    },
    {
      what: 'the most memory its process takes; with ten times the rows',
      measured: `${mebibytes(peak)}; ${mebibytes(tenfold.peak)}`,
      peer: mebibytes(peerPeak),
      ratio: `× ${(peerPeak / peak).toFixed(1)}`,
      bar: 'no third more',
      holds: tenfold.peak <= (4 / 3) * peak,
    },
  ];
};
