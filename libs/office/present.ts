/** Drops fields that are undefined: an absent field is absent in the log too. */
export const present = <T extends object>(data: T): T =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T;
