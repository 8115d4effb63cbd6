import { monotonic } from '#libs/kernel/clock.js';
import type { Refusal } from '#libs/kernel/refusal.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { withinBudget } from '#apps/runtime/request-budget.js';
import { refuseHttp } from './errors.js';
import type { ApiOptions, ApiRequest } from './ports.js';

const [second, minute] = [1_000, 60_000];

/** Milliseconds a request may take, from its arrival to its answer (engine 11). */
export const usualMs = 2_200;

/** An answer as a file: all of its rows, not a screen of them. */
export const fileMs = minute;

/** Ways that take longer by their nature, by the beginning of their address; the first that fits counts. */
export const longer: Readonly<Record<string, number>> = {
  // Row by row, each a command; who loses the answer asks how far it is.
  '/imports': 30 * minute,
  // Until the first line; the rest follows at the pace of whoever reads.
  '/exports': 20 * second,
  // A projector in another process is given the time to take over from one that died.
  '/projections/:name/:act': 15 * second,
  // Every event of every case that moved is walked.
  '/statistics/differences': 20 * second,
  '/inconsistencies': 20 * second,
  // Drafts, lists and pages draw on a whole period and wait for the projector.
  '/briefings/:id/files': minute,
  '/annual-summaries/:id/files': minute,
  '/briefings/:id': 30 * second,
  '/briefing-lists': 30 * second,
  '/annual-summaries': 30 * second,
};

/** @param pattern of the route, below `/api/v1` */
export const budgetOf = (pattern: string, isFile = false): number => {
  const found = Object.entries(longer).find(([start]) => pattern === start || pattern.startsWith(`${start}/`));
  return Math.max(found?.[1] ?? usualMs, isFile ? fileMs : 0);
};

const below = '/api/v1';

interface Timed {
  readonly request: ApiRequest;
  readonly options: ApiOptions;
  readonly ms: number;
}

/** Runs what is left to do for a request within what is left of its time; a person at the machine itself waits. */
const inTime = <T>({ request, options, ms }: Timed, work: (signal?: AbortSignal) => Promise<T>): Promise<T> => {
  if (options.withoutDeadline) return work();
  const left = ms - (monotonic() - (request.arrivedAt ?? monotonic()));
  return withinBudget({ ms: left, spent: () => spentOn(request, ms) }, work);
};

interface Settling {
  readonly request: ApiRequest;
  readonly options: ApiOptions;
  readonly runtime: Pick<Runtime, 'settle'>;
}

/** Where questions move the projector they wait for it first; the time of an answer begins after that. */
export const settleFirst = async ({ request, options, runtime }: Settling): Promise<void> => {
  if (!options.settleBeforeQueries) return;
  await runtime.settle();
  request.arrivedAt = monotonic();
};

/** @param work what answers; it is given the signal that ends with the request's time */
export const answerInTime = <T>(
  timed: Omit<Timed, 'ms'> & { readonly isFile?: boolean },
  work: (signal?: AbortSignal) => Promise<T>,
): Promise<T> => {
  const pattern = (timed.request.routeOptions?.url ?? '').slice(below.length);
  return inTime({ ...timed, ms: budgetOf(pattern, timed.isFile) }, work);
};

/** Who is asking is found within the usual time, whatever is asked. */
export const authenticateInTime = <T>(timed: Omit<Timed, 'ms'>, work: () => Promise<T>): Promise<T> =>
  inTime({ ...timed, ms: usualMs }, work);

/** Of a question nothing came; a command may have been carried out. */
const spentOn = ({ method }: ApiRequest, ms: number): Refusal => {
  const seconds = ms / second;
  return method === 'GET' ? refuseHttp('answer.out-of-time', { seconds }) : refuseHttp('outcome.unknown', { seconds });
};
