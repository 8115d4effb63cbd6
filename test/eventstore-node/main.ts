import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { standardAccounts, type Accounts } from './access.js';
import { startCluster } from './cluster.js';
import { openControl, portOf } from './control.js';
import { openFile } from './file.js';
import { startNode, type EventStoreNode, type NodeOptions } from './node.js';
import { switchesHelp, turn } from './switches.js';

const usage = `A loopback EventStoreDB node for tests; no store for a product.

  --port N             port, 2113 unless told
  --host ADDRESS       127.0.0.1 unless told
  --advertise-host H   the name that gossip tells, the address unless told
  --nodes N            so many nodes of a cluster over one log, on ports one after the other
  --data FOLDER        keep the log in a file there; without it the log is gone with the process.
                       Persistent subscriptions and projections are gone with the process in either case.
  --secure             accounts admin and ops, password "changeit"; implied by the next three
  --user NAME:PASS     another account, may be given several times
  --cert F --key F     PEM files: speak TLS
  --version V          what the node says to be
  --ready-after MS     not ready for so long after the start
  --first-position N   offset of the first event, for positions above 2^53
  --max-append-size N  bytes of data in one append, 1048576 unless told
  --commit-limit MS    a commit that takes longer is answered with a timeout
  --standard-projections   $by_category and the other four run from the start
  --control-port N     another port on 127.0.0.1 that takes POST /SWITCH=VALUE while the node runs,
                       of several nodes POST /INDEX/SWITCH=VALUE; GET / tells how each stands
  --fault SWITCH=VALUE turn a switch at the start, may be given several times; without =VALUE it is on

Switches:
${switchesHelp()}
`;

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true, default: [] as string[] } as const;
const flag = { type: 'boolean', default: false } as const;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '2113' },
    host: { type: 'string', default: '127.0.0.1' },
    'advertise-host': text,
    nodes: { type: 'string', default: '1' },
    data: text,
    insecure: flag,
    secure: flag,
    user: many,
    cert: text,
    key: text,
    version: text,
    'ready-after': { type: 'string', default: '0' },
    'first-position': text,
    'max-append-size': text,
    'commit-limit': text,
    'standard-projections': flag,
    'end-checkpoint': flag,
    'control-port': text,
    fault: many,
    help: flag,
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

const logAsked = () => ({
  ...(values.data === undefined ? undefined : openFile(values.data)),
  ...(values['first-position'] && { firstPosition: BigInt(values['first-position']) }),
  ...(values['max-append-size'] && { maxAppendSize: Number(values['max-append-size']) }),
});

const nodeAsked = (): NodeOptions => ({
  host: values.host,
  advertiseAs: values['advertise-host'],
  accounts: accountsAsked(),
  tls: tlsAsked(),
  version: values.version,
  readyAfterMs: Number(values['ready-after']),
  standardProjections: values['standard-projections'],
  ...(values['commit-limit'] && { commitLimitMs: Number(values['commit-limit']) }),
});

const nodesAsked = async (): Promise<readonly EventStoreNode[]> => {
  const [count, port] = [Number(values.nodes), Number(values.port)];
  if (count > 1) return (await startCluster(count, { ...nodeAsked(), logOptions: logAsked(), firstPort: port })).nodes;
  return [await startNode({ ...nodeAsked(), ...logAsked(), port, onDeath: () => process.exit(139) })];
};

const run = async (): Promise<void> => {
  const nodes = await nodesAsked();
  const faults = [...values.fault, ...(values['end-checkpoint'] ? ['end-checkpoint'] : [])];
  for (const node of nodes) for (const said of faults) await turn(node, said);
  const control = values['control-port'] && (await openControl(nodes, Number(values['control-port'])));
  for (const node of nodes) console.log(`loopback EventStoreDB node on ${node.url()}, ${node.log.all.length} events`);
  if (control) console.log(`control on http://127.0.0.1:${portOf(control)}/`);
  const stop = () => Promise.all(nodes.map((node) => node.stop('graceful')));
  const end = (): void => void stop().then(() => process.exit(0));
  process.once('SIGTERM', end).once('SIGINT', end);
};

if (values.help) console.log(usage);
else
  run().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exit(2);
  });
