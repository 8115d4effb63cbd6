/** Where the frozen log of a release and its readings lie. */
export const frozenFiles = (release: string) => ({
  log: `test/fixtures/log-${release}.jsonl`,
  readings: `test/fixtures/readings-${release}.json`,
});

/** SHA-256 of every frozen file, so that none is written anew unnoticed. */
export const sumsFile = 'test/fixtures/sums.json';

const width = 220;

/** JSON with one value a line where it fits, so that a difference shows in a few lines. */
export const frozenText = (value: unknown): string => `${lines(JSON.parse(JSON.stringify(value)), '')}\n`;

const lines = (value: unknown, indent: string): string => {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= width) return flat;
  const inner = `${indent} `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + lines(each, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).map(([name, each]) => `${inner}${JSON.stringify(name)}: ${lines(each, inner)}`);
  return `{\n${fields.join(',\n')}\n${indent}}`;
};
