/** Names and values of a consumer's extra statistics, whole milliseconds, as the server calls them. */
export const measurements = (latencies: readonly number[]): ReadonlyMap<string, bigint> => {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const mean = sorted.reduce((sum, ms) => sum + ms, 0) / Math.max(1, sorted.length);
  const values: readonly (readonly [string, number])[] = [
    ['Mean', mean],
    ['Median', at(0.5)],
    ['Fastest', at(0)],
    ...[1, 2, 3, 4, 5].map((n) => [`Quintile ${n}`, at(n / 5)] as const),
    ...[90, 95, 99, 99.5, 99.9].map((percent) => [`${percent}%`, at(percent / 100)] as const),
    ['Highest', at(1)],
  ];
  return new Map(values.map(([name, value]) => [name, BigInt(Math.round(value))]));
};
