import type { Figure } from './measure.js';
import type { Row } from './bench.js';

export interface Result {
  readonly row: Pick<Row, 'name' | 'title' | 'method'>;
  readonly figures: readonly Figure[];
  /** Load of the machine while it ran. */
  readonly busyness: number;
}

export interface Run {
  readonly machine: string;
  readonly events: number;
  readonly seed: number;
  readonly rounds: number;
  readonly peer: string;
  readonly results: readonly Result[];
}

const verdict = ({ holds }: Figure): string => (holds === undefined ? '' : holds ? 'yes' : '**no**');

const cells = (figure: Figure): readonly string[] => [
  figure.what,
  figure.measured,
  figure.peer ?? '',
  figure.ratio ?? '',
  figure.bar ?? '',
  verdict(figure),
];

const line = (values: readonly string[]): string => `| ${values.join(' | ')} |`;

const section = ({ row, figures, busyness }: Result): string =>
  [
    `## ${row.title}`,
    '',
    `\`npm run bench -- --only ${row.name}\`: ${row.method}. Load of the machine meanwhile: ${busyness.toFixed(1)}.`,
    '',
    line(['what', 'measured', 'beside it', 'ratio', 'bar', 'held']),
    line(['---', '---', '---', '---', '---', '---']),
    ...figures.map((figure) => line(cells(figure))),
  ].join('\n');

/** The page that tells the figures and how anybody gets their own. */
export const documentOf = ({ machine, events, seed, rounds, peer, results }: Run): string =>
  [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; every figure is a median of the rounds of one run, beside its peer in the same run.',
    'Ratios travel from machine to machine, absolute figures do not.',
    '',
    `* Machine: ${machine}.`,
    `* Log: ${events.toLocaleString('en-US')} events, seed ${seed}, late and corrected facts among them; ${rounds} rounds.`,
    `* Peer: ${peer}`,
    '* Again: `npm run bench` (1,000,000 events), `npm run bench -- --quick` (100,000), `--only ROW`, `--seed N`, `--rounds N`;',
    '  a run over the whole of the large log writes this page, one over a smaller log with `--write`.',
    '',
    ...results.flatMap((result) => [section(result), '']),
  ].join('\n');
