/**
 * What a record keeps under a key that came from outside. `record[key]` would also find what every object inherits: a
 * commitment named `toString` would be there (quality 3).
 */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
