import type { CommandSpec } from './aggregate.js';

/** Ties a command's example to its body class, so that a misspelt field does not compile. */
export const command = <T>(spec: Omit<CommandSpec<T>, 'example'> & { example: NoInfer<T> }): CommandSpec<T> => spec;
