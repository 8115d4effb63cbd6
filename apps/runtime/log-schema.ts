import type { EventStore } from '#libs/event-store/port.js';
import { refuseFolder } from '#libs/event-store/errors.js';
import { foldAt } from '#libs/kernel/decider.js';
import { log } from '#libs/office/log.js';

/** What this release writes and reads; a release that writes what this one could not read raises it (engine 33). */
export const ownSchema = 1;

/** A program that knows less than the log holds does not start on it. @throws `log.newer-schema` */
export const checkSchema = async (events: EventStore, prefix: string): Promise<void> => {
  const { events: told } = await events.readStream(`${prefix}-${log.stream()}`);
  const { schema } = foldAt(log, told);
  if (schema > ownSchema) throw refuseFolder('log.newer-schema', { schema, own: ownSchema });
};
