import type { Actor } from '#libs/kernel/actor.js';
import { exportLog } from '#libs/event-store/transfer.js';
import type { Runtime } from './runtime.js';

export interface LogExport {
  readonly rows: number;
  readonly lines: AsyncIterable<string>;
}

/**
 * The log as JSON lines up to the head of this moment, after the export was recorded: the record itself lies beyond.
 * An empty log leaves nothing, and no record. Refuses as any command does.
 */
export const logExport = async (
  { events, access }: Pick<Runtime, 'events' | 'access'>,
  actor: Actor,
): Promise<LogExport> => {
  const { seq } = await events.head();
  if (seq === 0) return { rows: 0, lines: noLines() };
  const lines = exportLog(events);
  // The head is taken with the first line.
  const first = await lines.next();
  await access.exported(actor, { what: 'log', format: 'jsonl', reading: { knownAt: seq }, rows: seq });
  return { rows: seq, lines: continued(first, lines) };
};

async function* noLines(): AsyncGenerator<string> {}

async function* continued(first: IteratorResult<string, void>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
