import { leaseMs, type Coordination, type Holder, type Order, type Outcome } from '#libs/view-store/coordination.js';

/** What processes agree on through a store, in memory, for specs; each process by its own line, which can be cut. */
export interface Board {
  by(process: string): Coordination;
  cut(process: string): void;
  mend(process: string): void;
  /** Hands a lease to somebody, whoever held it. */
  give(lease: string, owner: string): void;
}

interface Held {
  readonly owner: string;
  readonly until: number;
  readonly report: unknown;
}

type Asked = { readonly lease: string; readonly order: Order; outcome?: Outcome };

export const board = (): Board => {
  const [leases, away] = [new Map<string, Held>(), new Set<string>()];
  const whole: Coordination = { ...leasing(leases), ...ordering() };
  return {
    by: (process) => over(whole, () => away.has(process)),
    cut: (process) => void away.add(process),
    mend: (process) => void away.delete(process),
    give: (lease, owner) => void leases.set(lease, { owner, report: null, until: Date.now() + leaseMs }),
  };
};

const leasing = (leases: Map<string, Held>): Pick<Coordination, 'hold' | 'release' | 'holders'> => ({
  hold: async (lease, owner, report) => {
    const held = leases.get(lease);
    if (held && held.owner !== owner && held.until > Date.now()) return false;
    leases.set(lease, { owner, report, until: Date.now() + leaseMs });
    return true;
  },
  release: async (lease, owner) => {
    if (leases.get(lease)?.owner === owner) leases.delete(lease);
  },
  holders: async () =>
    [...leases].map(([lease, { owner, until, report }]): Holder => ({
      lease,
      owner,
      report,
      remainingMs: until - Date.now(),
    })),
});

const ordering = (): Pick<Coordination, 'order' | 'orders' | 'close' | 'outcome'> => {
  const all: Asked[] = [];
  return {
    order: async (lease, asked) => {
      const id = `o${all.length + 1}`;
      all.push({ lease, order: { id, ...asked } });
      return id;
    },
    orders: async (lease) => all.filter((each) => each.lease === lease && !each.outcome).map(({ order }) => order),
    close: async (id, outcome) =>
      all.filter(({ order }) => order.id === id).forEach((each) => (each.outcome = outcome)),
    outcome: async (id) => all.find(({ order }) => order.id === id)?.outcome,
  };
};

type Call = (...given: never[]) => Promise<unknown>;

/** Every call fails while the line is cut. */
const over = (whole: Coordination, isCut: () => boolean): Coordination =>
  Object.fromEntries(
    Object.entries(whole).map(([name, call]) => [
      name,
      async (...given: never[]) => {
        if (isCut()) throw new Error('the store is away');
        return (call as Call)(...given);
      },
    ]),
  ) as unknown as Coordination;
