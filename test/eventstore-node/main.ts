import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { standardAccounts, type Accounts } from './access.js';
import { openFile } from './file.js';
import { startNode, type NodeOptions } from './node.js';

const usage = `A loopback EventStoreDB node for tests; no store for a product.

  --port N             port, 2113 unless told
  --host ADDRESS       127.0.0.1 unless told
  --data FOLDER        keep the log in a file there; without it the log is gone with the process
  --secure             accounts admin and ops, password "changeit"; implied by the next three
  --user NAME:PASS     another account, may be given several times
  --cert F --key F     PEM files: speak TLS
  --version V          what the node says to be
  --ready-after MS     not ready for so long after the start
  --first-position N   offset of the first event, for positions above 2^53
  --end-checkpoint     send the checkpoint 2^64 - 1 of servers 24.2.0 to 24.10.4
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '2113' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    insecure: { type: 'boolean' },
    secure: { type: 'boolean' },
    user: { type: 'string', multiple: true, default: [] },
    cert: { type: 'string' },
    key: { type: 'string' },
    version: { type: 'string' },
    'ready-after': { type: 'string', default: '0' },
    'first-position': { type: 'string' },
    'end-checkpoint': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const accountsAsked = (): Accounts | undefined => {
  if (values.insecure || !(values.secure || values.cert || values.user.length > 0)) return undefined;
  const accounts = standardAccounts();
  for (const user of values.user) {
    const [name = '', password = ''] = user.split(/:(.*)/s);
    accounts.set(name, { password, groups: [] });
  }
  return accounts;
};

const tlsAsked = (): NodeOptions['tls'] =>
  values.cert && values.key
    ? { cert: readFileSync(values.cert, 'utf8'), key: readFileSync(values.key, 'utf8') }
    : undefined;

const run = async (): Promise<void> => {
  const file = values.data === undefined ? undefined : openFile(values.data);
  const node = await startNode({
    ...file,
    host: values.host,
    port: Number(values.port),
    accounts: accountsAsked(),
    tls: tlsAsked(),
    version: values.version,
    readyAfterMs: Number(values['ready-after']),
    ...(values['first-position'] && { firstPosition: BigInt(values['first-position']) }),
    onDeath: () => process.exit(139),
  });
  node.faults.endCheckpoint = values['end-checkpoint'];
  console.log(`loopback EventStoreDB node on ${node.url()}, ${node.log.all.length} events`);
  const end = (): void => void node.stop('graceful').then(() => process.exit(0));
  process.once('SIGTERM', end).once('SIGINT', end);
};

if (values.help) console.log(usage);
else await run();
