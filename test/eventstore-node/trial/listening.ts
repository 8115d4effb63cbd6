import type { EventStoreDBClient, Position, SubscribeToAllOptions } from '@eventstore/db-client';

/** A subscription with everything it said, in order. */
export const listen = (client: EventStoreDBClient, options: SubscribeToAllOptions = {}) => {
  const said: string[] = [];
  const places: Position[] = [];
  const filter = options.filter && {
    ...options.filter,
    checkpointReached: async (_: unknown, place: Position) => {
      places.push(place);
      said.push('checkpoint');
    },
  };
  const subscription = client.subscribeToAll({ ...options, filter });
  subscription
    .on('data', ({ event }) => said.push(`${event?.streamId}/${event?.revision}`))
    .on('confirmation', () => said.push('confirmation'))
    .on('caughtUp', () => said.push('caughtUp'))
    .on('error', (error: Error) => said.push(`error ${(error as { type?: string }).type}`));
  return { said, places, subscription, events: () => said.filter((line) => line.includes('/')) };
};
