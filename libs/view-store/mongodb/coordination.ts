import { randomUUID } from 'node:crypto';
import { leaseMs, type Coordination, type Holder, type Order, type Outcome } from '../coordination.js';
import type { Connection } from './connection.js';
import type { Database } from './driver.js';
import { isTaken } from './failures.js';
import { names } from './layout.js';

interface LeaseRow {
  readonly _id: string;
  readonly owner: string;
  readonly until: Date;
  readonly report: string;
}

interface OrderRow {
  readonly _id: string;
  readonly lease: string;
  readonly act: string;
  readonly name: string;
  readonly open: boolean;
  readonly at: Date;
  readonly outcome: string | null;
}

const leases = (db: Database) => db.collection<LeaseRow>(names.leases);
const orders = (db: Database) => db.collection<OrderRow>(names.orders);

/** Orders nobody asks about any more go by themselves. */
const keptSeconds = 3_600;

/** Leases and orders beside the views, every moment by the server's clock: those of our machines differ. */
export const mongoCoordination = (connection: Connection): Coordination => ({
  hold: (lease, owner, report) =>
    connection.note(async (db) => {
      const taking = [{ $set: takenWhereFree(owner, report) }];
      try {
        const row = await leases(db).findOneAndUpdate({ _id: lease }, taking, takingOrMaking);
        return row?.owner === owner;
      } catch (error) {
        if (!isTaken(error)) throw error;
        return false;
      }
    }),
  release: (lease, owner) => connection.note(async (db) => void (await leases(db).deleteOne({ _id: lease, owner }))),
  holders: () => connection.read(holders),
  ...orderBook(connection),
});

const takingOrMaking = { upsert: true, returnDocument: 'after' } as const;

/**
 * What a lease comes to: held by who asks, where it is theirs already, is over or was never given; else as it is. Said in
 * the update, since a server takes no `$expr` in the filter of one that may insert.
 */
const takenWhereFree = (owner: string, report: unknown) => {
  const mine = { $eq: ['$owner', { $literal: owner }] };
  // Compared as numbers: that is right on every server.
  const isOver = { $lt: [{ $toLong: '$until' }, { $toLong: '$$NOW' }] };
  const isNew = { $ne: [{ $type: '$owner' }, 'string'] };
  const where = { $or: [mine, isNew, isOver] };
  return {
    // A text that begins with $ would be read as the name of a field.
    owner: { $cond: [where, { $literal: owner }, '$owner'] },
    until: { $cond: [where, { $add: ['$$NOW', leaseMs] }, '$until'] },
    report: { $cond: [where, { $literal: JSON.stringify(report) }, '$report'] },
  };
};

/** The primary's own clock tells what is left of a lease, not ours. */
const holders = async (db: Database): Promise<readonly Holder[]> => {
  const rows = await leases(db).find({}).toArray();
  const { localTime } = await db.admin().command({ hello: 1 });
  return rows.map(({ _id: lease, owner, report, until }) => {
    const remainingMs = until.getTime() - (localTime as Date).getTime();
    return { lease, owner, remainingMs, report: JSON.parse(report) as unknown };
  });
};

const orderBook = (connection: Connection): Pick<Coordination, 'order' | 'orders' | 'close' | 'outcome'> => {
  const ready = indexed();
  return {
    order: (lease, { act, name }) =>
      connection.note(async (db) => {
        await ready(db);
        const _id = randomUUID();
        const set = { lease, act, name, open: true, outcome: null };
        await orders(db).updateOne({ _id }, { $set: set, $currentDate: { at: true } }, { upsert: true });
        return _id;
      }),
    orders: (lease) => connection.read((db) => openOrders(db, lease)),
    close: (_id, outcome) =>
      connection.note(async (db) => {
        const set = { open: false, outcome: JSON.stringify(outcome) };
        await orders(db).updateOne({ _id }, { $set: set });
      }),
    outcome: (_id) =>
      connection.read(async (db) => {
        const row = await orders(db).findOne({ _id });
        return row?.outcome ? (JSON.parse(row.outcome) as Outcome) : undefined;
      }),
  };
};

const openOrders = async (db: Database, lease: string): Promise<readonly Order[]> => {
  const rows = await orders(db).find({ lease, open: true }).sort({ at: 1 }).toArray();
  return rows.map(({ _id: id, act, name }) => ({ id, act, name }));
};

const indexed = () => {
  let isReady = false;
  return async (db: Database): Promise<void> => {
    if (isReady) return;
    await orders(db).createIndex({ lease: 1, open: 1, at: 1 });
    await orders(db).createIndex({ at: 1 }, { expireAfterSeconds: keptSeconds });
    isReady = true;
  };
};
