/**
 * Every column is one Int32 (engine 28): `day` a day number, `seq` a log seq, `int` a whole number, `flag` 0 or 1,
 * `code` a dictionary index of a text, `set` a dictionary index of texts sorted and joined by `|`. Absent is `none`.
 */
export type ColumnKind = 'day' | 'seq' | 'int' | 'flag' | 'code' | 'set';

/** The Int32 that stands for "absent". */
export const none = -2147483648;
