/**
 * The parts a deadline is made of (servers 3.1): the driver has no single one that holds, so that a server that hangs
 * would hold a caller for most of a minute. Milliseconds.
 */
export interface Deadlines {
  /** How long a call waits for a primary. */
  readonly serverSelectionTimeoutMS: number;
  readonly connectTimeoutMS: number;
  /** Silence on a connection that waits for an answer. */
  readonly socketTimeoutMS: number;
  readonly heartbeatFrequencyMS: number;
  /** How long a call waits for a free connection. */
  readonly waitQueueTimeoutMS: number;
  readonly maxPoolSize: number;
  /** After this the caller is answered, whatever the driver still does (engine 11). */
  readonly budgetMs: number;
}

/** Somebody waits for the answer of a request. */
export const askingDeadlines: Deadlines = {
  serverSelectionTimeoutMS: 800,
  connectTimeoutMS: 800,
  socketTimeoutMS: 2_000,
  heartbeatFrequencyMS: 1_000,
  waitQueueTimeoutMS: 800,
  maxPoolSize: 20,
  budgetMs: 1_500,
};

/**
 * Nobody waits: a page that takes long is better than a page given up, which a slow server would be given again and
 * again. A server that says nothing is given up sooner, by the parts.
 */
export const projectingDeadlines: Deadlines = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 8_000,
  heartbeatFrequencyMS: 2_000,
  waitQueueTimeoutMS: 3_000,
  maxPoolSize: 10,
  budgetMs: 30_000,
};
