import fc from 'fast-check';
import { caseEventLabels } from '#libs/cases/labels.js';
import { officeEventLabels } from '#libs/office/labels.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { historyOf } from './history.js';
import { runs, seed, type Stroke } from './stroke.js';

// A law that breaks ends there, with the story that broke it in the office's words. Looking for a shorter one tells and
// reads hundreds of stories more: only where it is asked for, and never for longer than a test may take.

const isShrinking = process.env['SHRINK'] === 'yes';
const minutes = 8;

type Told = [story: readonly Stroke[], ...asked: unknown[]];

/**
 * Tries a law over random stories: `SEED=` replays a run, `RUNS=50` tries half as often, `SHRINK=yes` looks for a
 * shorter story. Refuses with the seed, the story and what the law itself found.
 */
export const holds = async <T extends Told>(law: fc.IAsyncProperty<T>, times: number): Promise<void> => {
  const details = await fc.check(law, {
    ...runs(times),
    endOnFailure: !isShrinking,
    ...(isShrinking ? { interruptAfterTimeLimit: minutes * 60_000, markInterruptAsFailure: true } : {}),
  });
  if (details.failed) throw new Error(broken(details));
};

interface Broken {
  readonly counterexample: Told | null;
  readonly errorInstance: unknown;
  readonly numRuns: number;
  readonly numShrinks: number;
}

const broken = ({ counterexample, errorInstance, numRuns, numShrinks }: Broken): string => {
  if (counterexample === null) return `SEED=${seed}: no story of ${numRuns} was finished`;
  const found = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const shorter = isShrinking ? `shrunk ${numShrinks} times` : 'SHRINK=yes looks for a shorter one';
  const heading = `SEED=${seed} tells it again, story ${numRuns}; ${shorter}.`;
  return [heading, '', ...spoken(historyOf(counterexample[0])), '', found].join('\n');
};

const labels: Readonly<Record<string, { readonly zh: string; readonly en: string } | undefined>> = {
  ...caseEventLabels,
  ...officeEventLabels,
};

/** A log as the office would tell it: one line an event, its place, its day, whose it is, what happened and what was said. */
export const spoken = (events: readonly RecordedEvent[]): readonly string[] =>
  events.map(({ seq, stream, type, data }) => {
    const { occurredOn, effectiveFrom, ...said } = data as Readonly<Record<string, unknown>>;
    const day = String(occurredOn ?? effectiveFrom ?? '').padEnd(10);
    const whose = stream.replace(/^lookback-(case-)?/, '').padEnd(6);
    const label = labels[type] ? `${labels[type].zh} ${type}` : type;
    return `${String(seq).padStart(4)}  ${day}  ${whose}  ${label}  ${short(said)}`;
  });

/** Rule books and notices say more than anybody reads here. */
const short = (said: object): string => {
  const text = JSON.stringify(said);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
};
