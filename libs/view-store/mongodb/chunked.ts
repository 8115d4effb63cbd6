/** A list in pieces of at most so many. */
export const chunked = <T>(items: readonly T[], atOnce: number): readonly T[][] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, at) => items.slice(at * atOnce, (at + 1) * atOnce));
