import { viewStoreContract } from './contract.js';
import { emptyMemory, memoryViews } from './memory.js';

viewStoreContract('memory', async () => {
  const memory = emptyMemory();
  return {
    open: async () => memoryViews(memory),
    openReader: async () => memoryViews(memory),
    remove: async () => undefined,
  };
});
