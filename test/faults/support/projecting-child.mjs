// Projects what the log holds, page by page, until it is killed or done. usage: projecting-child.mjs FOLDER PAGE
import 'reflect-metadata';
const { openSqliteLog } = await import('../../../dist/libs/event-store/sqlite/sqlite-log.js');
const { openSqliteViews } = await import('../../../dist/libs/view-store/sqlite/sqlite-views.js');
const { inlineProjector } = await import('../../../dist/apps/runtime/projector-port.js');

const [folder, page] = process.argv.slice(2);
const events = openSqliteLog({ folder, readOnly: true });
const views = openSqliteViews({ folder });
const place = { events, views, prefix: 'lookback', monotonic: () => performance.now(), record: async () => undefined };
const projector = await inlineProjector({ ...place, livePageSize: Number(page) });
console.log('READY');
await projector.settle();
console.log('DONE');
await projector.stop();
await views.close();
await events.close();
