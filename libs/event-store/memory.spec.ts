import type { RecordedEvent } from '#libs/kernel/event.js';
import { eventStoreContract } from './contract.js';
import { memoryLog } from './memory.js';

eventStoreContract('memory', async () => {
  const rows: RecordedEvent[] = [];
  return { store: memoryLog(rows), reopen: async () => memoryLog(rows), close: async () => undefined };
});
