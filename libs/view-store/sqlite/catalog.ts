import { noGeneration } from '../checkpoint.js';
import { refuseQuery } from '../errors.js';
import type { Checkpoint, Collection, Generation, GenerationState } from '../port.js';
import type { Session } from './connection.js';
import { creation, layoutOf, removal, type Layout } from './layout.js';

/** Null before the first commit. */
type CheckpointColumns =
  readonly [logId: string, position: string, seq: number, eventId: string | null] | readonly [null, null, null, null];

const checkpointColumns = 'log_id, position, seq, event_id';

const toCheckpoint = ([logId, position, seq, eventId]: CheckpointColumns): Checkpoint | null =>
  logId === null ? null : { logId, position, seq, eventId };

export const addGeneration = (
  { db, statement }: Session,
  view: Omit<Generation, 'number'>,
  collections: readonly Collection[],
): Generation => {
  const { projection, version } = view;
  const insert = statement('INSERT INTO generations (projection, version, collections) VALUES (?, ?, ?)');
  const number = Number(insert.run(projection, version, JSON.stringify(collections)).lastInsertRowid);
  const generation = { projection, version, number };
  collections.flatMap((collection) => creation(layoutOf(generation, collection))).forEach((sql) => db.exec(sql));
  return generation;
};

export const listGenerations = ({ statement }: Session, projection: string): readonly GenerationState[] => {
  const select = statement(`SELECT g.version, g.number, l.number IS NOT NULL, ${checkpointColumns}
    FROM generations g LEFT JOIN live l USING (projection, version, number) WHERE g.projection = ? ORDER BY g.number`);
  type Row = readonly [version: number, number: number, live: number, ...CheckpointColumns];
  return (select.all(projection) as unknown as Row[]).map(([version, number, live, ...columns]) => ({
    generation: { projection, version, number },
    checkpoint: toCheckpoint(columns),
    live: live === 1,
  }));
};

export const checkpointOf = ({ statement }: Session, generation: Generation): Checkpoint | null => {
  const { projection, version, number } = generation;
  const select = statement(
    `SELECT ${checkpointColumns} FROM generations WHERE number = ? AND projection = ? AND version = ?`,
  );
  const row = select.get(number, projection, version) as unknown as CheckpointColumns | undefined;
  if (!row) throw noGeneration(generation);
  return toCheckpoint(row);
};

export const moveCheckpoint = ({ statement }: Session, { number }: Generation, checkpoint: Checkpoint): void => {
  const { logId, position, seq, eventId } = checkpoint;
  const update = statement('UPDATE generations SET log_id = ?, position = ?, seq = ?, event_id = ? WHERE number = ?');
  update.run(logId, position, seq, eventId, number);
};

export const promote = ({ statement }: Session, { projection, version, number }: Generation): void => {
  statement('INSERT OR REPLACE INTO live (projection, version, number) VALUES (?, ?, ?)').run(
    projection,
    version,
    number,
  );
};

/** Layouts are read from the file once: a generation's collections never change, and its number is never used again. */
export type Layouts = Map<number, ReadonlyMap<string, Layout>>;

export const layoutsOf = (session: Session, layouts: Layouts, generation: Generation): ReadonlyMap<string, Layout> => {
  const known = layouts.get(generation.number) ?? readLayouts(session, generation);
  layouts.set(generation.number, known);
  return known;
};

const readLayouts = ({ statement }: Session, generation: Generation): ReadonlyMap<string, Layout> => {
  const { projection, version, number } = generation;
  const select = statement('SELECT collections FROM generations WHERE number = ? AND projection = ? AND version = ?');
  const row = select.get(number, projection, version) as unknown as readonly [string] | undefined;
  if (!row) throw noGeneration(generation);
  const collections = JSON.parse(row[0]) as readonly Collection[];
  return new Map(collections.map((collection) => [collection.name, layoutOf(generation, collection)]));
};

export const layoutIn = (layouts: ReadonlyMap<string, Layout>, generation: Generation, collection: string): Layout => {
  const layout = layouts.get(collection);
  if (!layout) throw refuseQuery('views.no-collection', { ...generation, collection });
  return layout;
};

/** Forgets it, its documents, and the pointer at it. Nothing when it is gone already. */
export const removeGeneration = ({ db, statement }: Session, { projection, version, number }: Generation): void => {
  const remove = statement(
    'DELETE FROM generations WHERE number = ? AND projection = ? AND version = ? RETURNING collections',
  );
  const row = remove.get(number, projection, version) as unknown as readonly [string] | undefined;
  if (!row) return;
  statement('DELETE FROM live WHERE number = ?').run(number);
  const layouts = (JSON.parse(row[0]) as readonly Collection[]).map((one) =>
    layoutOf({ projection, version, number }, one),
  );
  layouts.flatMap(removal).forEach((sql) => db.exec(sql));
};
