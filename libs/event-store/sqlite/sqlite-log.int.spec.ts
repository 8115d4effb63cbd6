import { eventStoreContract, type OpenLog } from '../contract.js';
import { eventStoreModel } from '../contract/model.js';
import { temporaryFolder } from '../contract/temporary.js';
import { openSqliteLog } from './sqlite-log.js';

const open: OpenLog = async () => {
  const { folder, remove } = temporaryFolder();
  let store = openSqliteLog({ folder });
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = openSqliteLog({ folder }));
    },
    close: async () => {
      await store.close();
      remove();
    },
  };
};

eventStoreContract('SQLite', open);
eventStoreModel('the SQLite log', open);
