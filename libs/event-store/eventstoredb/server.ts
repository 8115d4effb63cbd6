import { unreachable } from './breaker.js';
import { Spent, type Budget } from './budget.js';
import type { AllRequest, RawEvent, StreamRequest } from './client.js';
import { meaningOf, refusalOf } from './failures.js';
import type { Tries } from './tries.js';

/** The server's reads within a budget. @throws refusals, and the client's own error for a place that is none */
export interface Server {
  all(request: AllRequest, budget: Budget): Promise<readonly RawEvent[]>;
  /** Empty where there is no such stream. */
  stream(request: StreamRequest, budget: Budget): Promise<readonly RawEvent[]>;
}

export const serverOf = (ask: Tries): Server => ({
  all: (request, budget) =>
    readable(
      '$all',
      ask(budget, (driver, silenceMs) => driver.readAll(request, { silenceMs, signal: budget.signal })),
    ),
  stream: (request, budget) =>
    readable(
      request.stream,
      ask(budget, (driver, silenceMs) => driver.readStream(request, { silenceMs, signal: budget.signal })),
    ),
});

const readable = async <T>(stream: string, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Spent) throw unreachable(error);
    if (meaningOf(error) === 'no-place') throw error;
    throw refusalOf(error, { stream, right: `${stream}, $r` });
  }
};
