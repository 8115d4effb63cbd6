import { limits } from '../eventstoredb/budget.js';

/**
 * For specs that are not about time. Where the client, the node and the test share one loop on a busy machine, they
 * spend budgets that a server of its own does not; what a request may take is held by outages.int.spec.ts.
 */
export const unhurried = (): void => void Object.assign(limits, { budgetMs: 40_000, tryMs: 20_000 });

/** As the program is. */
export const hurried = (): void => void Object.assign(limits, asReleased);

const asReleased = { ...limits };
