import type { Generation } from '../port.js';
import type { Database } from './driver.js';
import { isMissing } from './failures.js';
import { names } from './layout.js';

interface Pointer {
  readonly projection: string;
  readonly version: number;
  readonly number: number;
  readonly collections: Readonly<Record<string, string>>;
}

/** `status-counts.counts`: a name for reporting tools that stays while generations come and go. */
const nameFor = (projection: string, collection: string): string => `${projection}.${collection}`;

/**
 * Points the lasting names of a projection at its live generation, that of the newest version. Nothing of the product
 * reads by them. They follow a promotion at once, and in any case before the old generation goes, so that no report
 * reads from a collection that is gone.
 * @param leaving a generation that is about to be dropped
 */
export const pointReports = async (db: Database, projection: string, leaving?: Generation): Promise<void> => {
  const rows = await db.collection<Pointer>(names.live).find({ projection }).sort({ version: -1 }).toArray();
  const newest = rows.find(({ number }) => number !== leaving?.number);
  const reports = await db.listCollections({ type: 'view' }, { nameOnly: true }).toArray();
  const wanted = Object.entries(newest?.collections ?? {}).map(
    ([name, at]) => [nameFor(projection, name), at] as const,
  );
  for (const [name, at] of wanted) await pointAt(db, name, at);
  const ours = reports.map(({ name }) => name).filter((name) => name.startsWith(`${projection}.`));
  for (const name of ours.filter((one) => !wanted.some(([kept]) => kept === one))) await db.dropCollection(name);
};

/** Looked at afterwards: not every server that says yes has done it. */
const pointAt = async (db: Database, name: string, viewOn: string): Promise<void> => {
  await db.command({ collMod: name, viewOn, pipeline: [] }).catch(passMissing);
  const [view] = await db.listCollections({ name }).toArray();
  if ((view as { options?: { viewOn?: string } } | undefined)?.options?.viewOn === viewOn) return;
  if (view) await db.dropCollection(name);
  await db.createCollection(name, { viewOn, pipeline: [] });
};

const passMissing = (error: unknown): void => {
  if (!isMissing(error)) throw error;
};
