/** A bounded memory that forgets what was touched longest ago. */
export interface RecentlyUsed<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
}

export const recentlyUsed = <T>(limit: number): RecentlyUsed<T> => {
  /** A Map keeps the order of insertion: the first key is the oldest. */
  const entries = new Map<string, T>();
  const put = (key: string, value: T): void => {
    entries.delete(key);
    entries.set(key, value);
  };
  return {
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: (key, value) => {
      put(key, value);
      if (entries.size > limit) entries.delete(entries.keys().next().value as string);
    },
    clear: () => entries.clear(),
  };
};
