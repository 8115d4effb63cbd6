import { createHash } from 'node:crypto';

// The readings of a log as one digest, by whatever build of the program is handed in. Run by itself, it takes the
// compiled one and a log from standard input: another process, another time zone, another locale.

/** @param program {caseFacts, FactColumns, report, figures, plainOffice} of the build that answers */
export const digestOf = async (program, { events, points }) => {
  const stored = new Map();
  const views = { load: async () => new Map(), find: async () => [...stored.values()] };
  const folder = program.caseFacts('lookback').open(views);
  for (const { collection, id, document } of await folder.apply(events))
    if (collection === 'segments') stored.set(id, document);
  folder.committed();
  const columns = new program.FactColumns();
  for (const segment of stored.values()) columns.apply(segment);
  columns.caughtUp(events.length);
  const answers = points.map((point) =>
    program.report(columns, program.plainOffice, { ...point, figures: program.figures }),
  );
  return createHash('sha256').update(JSON.stringify(answers)).digest('hex');
};

const compiled = async (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);

const readInput = async () => {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
};

const main = async () => {
  const [facts, columns, reports, office, table, row] = await Promise.all([
    compiled('projections/case-facts/case-facts.js'),
    compiled('libs/statistics/columns.js'),
    compiled('libs/statistics/report.js'),
    compiled('libs/statistics/office-reading.js'),
    compiled('libs/statistics/definitions/table.js'),
    compiled('libs/statistics/definitions/definition.js'),
  ]);
  const program = { ...facts, ...columns, ...reports, ...office, figures: table.definitions.map(row.figureId) };
  const digests = [];
  for (const asked of await readInput()) digests.push(await digestOf(program, asked));
  process.stdout.write(JSON.stringify(digests));
};

if (process.argv[1]?.endsWith('readings-digest.mjs')) await main();
