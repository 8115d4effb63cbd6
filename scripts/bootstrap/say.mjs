/** The bootstrap speaks on stderr only: stdout belongs to the program it starts. */
export const say = (text) => process.stderr.write(`lookback: ${text}\n`);

/** An end the user can do something about: printed without a stack. */
export class Stop extends Error {}
