import { appendContract } from './contract/append.js';
import { readContract } from './contract/read.js';
import type { EventStore } from './port.js';

/** A log as the contract handles it: empty when opened. */
export interface OpenedLog {
  readonly store: EventStore;
  /** A stream of this log by its short name; as it is, where every name is the log's own. */
  name?(stream: string): string;
  /** Closes the store and opens the same log again. */
  reopen(): Promise<EventStore>;
  /** Ends whatever `store` or the last `reopen` gave, and removes the log. */
  close(): Promise<void>;
}

export type OpenLog = () => Promise<OpenedLog>;

/** The log under test: opened before each test, closed after it. */
export interface UnderTest {
  readonly store: EventStore;
  name(stream: string): string;
  reopen(): Promise<EventStore>;
}

export const nameIn = (opened: OpenedLog, stream: string): string => opened.name?.(stream) ?? stream;

/**
 * What every adapter of the port promises (engine 8, 9). A new adapter plugs in with one call from its spec.
 * @param open gives a log without events
 */
export const eventStoreContract = (name: string, open: OpenLog): void => {
  describe(`the contract of the event store: ${name}`, () => {
    let opened: OpenedLog;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const log: UnderTest = {
      get store() {
        return opened.store;
      },
      name: (stream) => nameIn(opened, stream),
      reopen: () => opened.reopen(),
    };
    appendContract(log);
    readContract(log);
  });
};
