import { monotonic } from '#libs/kernel/clock.js';

/**
 * One budget a call, where the request gives none; a try may take less, so that there is another (engine 11). Nobody's
 * request waits for the pages that are counted at the start: on a busy server they may take longer, and a pause of its is
 * no silence yet.
 */
export const limits = { budgetMs: 2_200, tryMs: 800, pauseMs: 100, startMs: 30_000, startTryMs: 5_000 };

/** What one call of the store may take: its own time, and its caller's patience. */
export interface Budget {
  /** Milliseconds; 0 or less when it is spent. */
  left(): number;
  spentMs(): number;
  /** Milliseconds one try may take at most. */
  readonly tryMs: number;
  readonly signal?: AbortSignal;
}

export const budgetOf = (signal?: AbortSignal): Budget => budgetFor(limits.budgetMs, limits.tryMs, signal);

/** Of what is read before anybody can ask. */
export const startBudget = (): Budget => budgetFor(limits.startMs, limits.startTryMs);

const budgetFor = (ms: number, tryMs: number, signal?: AbortSignal): Budget => {
  const startedAt = monotonic();
  const spentMs = () => monotonic() - startedAt;
  return { spentMs, tryMs, left: () => (signal?.aborted ? 0 : ms - spentMs()), signal };
};

/** The budget is spent, or the caller has gone: nobody knows what became of what was sent. */
export class Spent extends Error {}

/** What comes first, the answer or the end of the budget; a call that is no longer waited for may still fail, unheard. */
export const within = async <T>(budget: Budget, call: Promise<T>): Promise<T> => {
  call.catch(() => undefined);
  const end = ending(budget);
  try {
    return await Promise.race([call, end.comes]);
  } finally {
    end.forget();
  }
};

/** Waits, but not beyond the budget. */
export const pause = async (budget: Budget, ms: number): Promise<void> => {
  const end = ending(budget, ms);
  await end.comes.catch(() => undefined);
  end.forget();
};

const ending = ({ left, signal }: Budget, ms = Infinity) => {
  let forget = (): void => undefined;
  const comes = new Promise<never>((_, reject) => {
    const end = () => reject(new Spent('no answer within the budget', { cause: signal?.reason }));
    const timer = setTimeout(end, Math.max(0, Math.min(left(), ms)));
    signal?.addEventListener('abort', end, { once: true });
    forget = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    };
  });
  comes.catch(() => undefined);
  return { comes, forget: () => forget() };
};
