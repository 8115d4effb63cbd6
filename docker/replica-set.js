// Run by mongosh: one member, named as the other containers know it. A transaction needs a replica set, however small.
/* global rs, db, sleep, print, quit */
const members = [{ _id: 0, host: 'mongodb:27017' }];

try {
  rs.status();
} catch {
  rs.initiate({ _id: 'rs0', members });
}

let patience = 60;
while (!db.hello().isWritablePrimary && patience > 0) {
  patience -= 1;
  sleep(1_000);
}
if (patience === 0) quit(1);
print(`replica set ${db.hello().setName} is ready`);
