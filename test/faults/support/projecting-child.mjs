// Projects what the log holds, page by page, until it is killed or done. usage: projecting-child.mjs FOLDER PAGE KILLED_AT
// It kills itself among the changes of commit KILLED_AT, inside the transaction: no timer of another process can be
// trusted to hit that on every machine.
import 'reflect-metadata';
const { openSqliteLog } = await import('../../../dist/libs/event-store/sqlite/sqlite-log.js');
const { openSqliteViews } = await import('../../../dist/libs/view-store/sqlite/sqlite-views.js');
const { inlineProjector } = await import('../../../dist/apps/runtime/projector-port.js');

const [folder, page, killedAt] = process.argv.slice(2);

/** Views whose store dies halfway through its commit number `at`, or the next one that has changes. */
const dyingAt = (views, at) => {
  let commits = 0;
  const deadly = {
    get collection() {
      return process.kill(process.pid, 'SIGKILL');
    },
  };
  const commit = ({ changes, ...rest }) => {
    const isLast = (commits += 1) >= at && changes.length > 0;
    return views.commit({ ...rest, changes: isLast ? changes.with(Math.floor(changes.length / 2), deadly) : changes });
  };
  return Object.assign(Object.create(views), { commit });
};

const events = openSqliteLog({ folder, readOnly: true });
const views = dyingAt(openSqliteViews({ folder }), Number(killedAt));
const place = { events, views, prefix: 'lookback', monotonic: () => performance.now(), record: async () => undefined };
const projector = await inlineProjector({ ...place, pageSize: Number(page) });
console.log('READY');
await projector.settle();
console.log('DONE');
await projector.stop();
await views.close();
await events.close();
