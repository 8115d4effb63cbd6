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
      const mine = { $eq: ['$owner', { $literal: owner }] };
      // Compared as numbers: that is right on every server.
      const isOver = { $lt: [{ $toLong: '$until' }, { $toLong: '$$NOW' }] };
      const free = { _id: lease, $expr: { $or: [mine, isOver] } };
      const held = {
        owner,
        until: { $add: ['$$NOW', leaseMs] },
        // A text that begins with $ would be read as the name of a field.
        report: { $literal: JSON.stringify(report) },
      };
      try {
        await leases(db).updateOne(free, [{ $set: held }], { upsert: true });
        return true;
      } catch (error) {
        if (!isTaken(error)) throw error;
        return false;
      }
    }),
  release: (lease, owner) => connection.note(async (db) => void (await leases(db).deleteOne({ _id: lease, owner }))),
  holders: () => connection.read(holders),
  ...orderBook(connection),
});

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
