/** One line of the result: what was measured, beside its peer where it has one. */
export interface Figure {
  readonly what: string;
  /** As printed, with its unit. */
  readonly measured: string;
  readonly peer?: string;
  readonly ratio?: string;
  /** What it must come to. */
  readonly bar?: string;
  readonly holds?: boolean;
}

export const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The middle one; of an even number the lower. */
export const median = (values: readonly number[]): number => percentile(values, 50);

/** Nearest rank. */
export const percentile = (values: readonly number[], part: number): number =>
  sorted(values)[Math.max(0, Math.ceil((part / 100) * values.length) - 1)] ?? NaN;

/** Milliseconds a piece of work takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

export const perSecond = (count: number, ms: number): number => (count * 1_000) / ms;

export const rate = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`;
export const ms = (value: number): string => (value < 1_000 ? `${value.toFixed(1)} ms` : seconds(value));
export const seconds = (value: number): string => `${(value / 1_000).toFixed(2)} s`;
export const mebibytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MiB`;
export const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** Runs contestants turn by turn, so that what the machine does meanwhile hits all of them. */
export const rounds = async (
  count: number,
  contestants: Readonly<Record<string, (round: number) => Promise<number>>>,
): Promise<Readonly<Record<string, readonly number[]>>> => {
  const results: Record<string, number[]> = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < count; round += 1)
    for (const [name, run] of Object.entries(contestants)) results[name]!.push(await run(round));
  return results;
};

/** The median of the ratios of each round. */
export const ratioOf = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / (theirs[round] as number)));
