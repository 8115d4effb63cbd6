import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { admin, clients, collect, failureOf, pause, someEvents, unary, until } from './support/eventstore.js';
import { temporaryFolder } from '#libs/event-store/contract/temporary.js';

/** The loopback node as a program: what its help says, done from outside. Needs the built program, as `npm test` has it. */
const program = join('dist', 'test', 'eventstore-node', 'main.js');
const { folder, remove } = temporaryFolder();
const open = clients();
const children = new Set<ChildProcess>();
afterEach(async () => {
  await open.dispose();
  const running = [...children].filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  running.forEach((child) => child.kill('SIGKILL'));
  await Promise.all(running.map((child) => once(child, 'exit')));
  children.clear();
});
afterAll(() => remove());

const spawned = (...args: string[]) => {
  const run = ['--disable-warning=ExperimentalWarning', program, ...args];
  const child = spawn(process.execPath, run, {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr! }).on('line', (line) => errors.push(line));
  return { child, lines, errors };
};

const start = async (...args: string[]) => {
  const { child, lines } = spawned(...(args.includes('--port') ? [] : ['--port', '0']), '--control-port', '0', ...args);
  await until(() => lines.some((line) => line.startsWith('control on')));
  const urls = lines.flatMap((line) => /esdb:\S+\?tls=\w+/.exec(line)?.[0] ?? []);
  const control = /http:\S+/.exec(lines.at(-1)!)![0];
  const turn = async (said: string) => {
    const response = await fetch(`${control}${said}`, { method: 'POST' });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const standing = async () =>
    (await (await fetch(control)).json()) as { role: string; events: number; isUp: boolean }[];
  return { child, urls, turn, standing, client: open.connect(urls[0]!) };
};

const stream = 'case-1';
/** What ends in time for a test that waits for it; whatever is to succeed takes as long as the machine needs. */
const quick = { ...unary, deadline: 500 };
const lasting = { ...unary, deadline: 20_000 };
const works = (act: () => Promise<unknown>) => () =>
  act().then(
    () => true,
    () => false,
  );

it('is built', () => expect(existsSync(program)).toBe(true));

describe('the control port', () => {
  it('makes the node hang, freeze, refuse and be slow, and ends it all', async () => {
    const { client, turn } = await start();
    const append = (options = lasting) => client.appendToStream(stream, someEvents(1), options);
    await append();
    for (const said of ['hang', 'freeze', 'slow=3000']) {
      await turn(said);
      expect(await failureOf(append(quick))).toMatchObject({ type: 'deadline-exceeded', code: 4 });
      await turn(said.startsWith('slow') ? 'slow=0' : `${said}=off`);
      await until(works(() => append()));
    }
    for (const [said, expected] of [
      ['refuse=not-ready', { code: 14 }],
      ['refuse=timeout', { type: 'timeout', code: 10 }],
      ['refuse=unknown', { type: 'unknown', code: 2 }],
    ] as const) {
      await turn(said);
      expect(await failureOf(append())).toMatchObject(expected);
    }
    await turn('refuse=off');
    await until(works(() => append()));
  });

  it('cuts connections, in the middle of a read too', async () => {
    const { client, turn } = await start();
    await client.appendToStream(stream, someEvents(100), unary);
    const read = () => collect(client.readStream(stream));
    for (const said of ['break-reads=10', 'cut-after=2000']) {
      await turn(said);
      expect(await failureOf(read())).toMatchObject({ code: 14 });
      await turn(said.replace(/=.*/, '=off'));
      await until(works(read));
    }
    const waiting = client.subscribeToStream(stream);
    const broken = new Promise((resolve) => waiting.on('error', resolve).on('data', () => undefined));
    await turn('cut');
    expect(await broken).toMatchObject({ code: 14 });
  });

  it('loses answers, takes the quorum away, and gives it back', async () => {
    const { client, turn, standing } = await start();
    const events = someEvents(1);
    const append = (deadline?: number) =>
      client.appendToStream(stream, events, {
        ...lasting,
        ...(deadline && { deadline }),
        expectedRevision: 'no_stream',
      });
    await turn('lost-answers=1');
    expect(await failureOf(append(3_000))).toMatchObject({ code: 4 });
    expect(await append()).toMatchObject({ nextExpectedRevision: 0n });
    await turn('no-quorum');
    await turn('commit-timeout=20');
    expect(await failureOf(client.appendToStream('other', someEvents(1), lasting))).toMatchObject({ code: 10 });
    await turn('no-quorum=off');
    expect((await standing())[0]).toMatchObject({ role: 'leader', isUp: true, faults: { noQuorum: false } });
  });

  it('stops and starts the node, whose log stays, and says what it does not know', async () => {
    const { client, turn } = await start();
    await client.appendToStream(stream, someEvents(2), unary);
    await turn('stop');
    expect(await failureOf(collect(client.readStream(stream)))).toMatchObject({ code: 14 });
    await turn('start');
    await until(works(() => collect(client.readStream(stream))));
    expect((await turn('nonsense')).body).toMatchObject({
      message: expect.stringContaining('no switch "nonsense"') as string,
    });
    expect((await turn('slow=soon')).status).toBe(400);
    expect((await turn('7/cut')).status).toBe(400);
  });
});

describe('the command line', () => {
  it('tells its switches in its help', async () => {
    const { child, lines } = spawned('--help');
    await once(child, 'close');
    const help = lines.join('\n');
    for (const word of ['hang', 'cut', 'lost-answers', 'slow', 'refuse', '--control-port', '--fault', '--nodes'])
      expect(help).toContain(word);
  });

  it('turns switches at the start, bounds appends and commits, runs the system’s projections', async () => {
    const { client } = await start('--fault', 'slow=30', '--max-append-size', '100', '--standard-projections');
    const began = Date.now();
    await client.appendToStream('case-1', someEvents(1), unary);
    expect(Date.now() - began).toBeGreaterThanOrEqual(30);
    const tooLarge = failureOf(client.appendToStream(stream, someEvents(50), unary));
    expect(await tooLarge).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 100 });
    await until(works(() => collect(client.readStream('$ce-case'))));
    const limited = await start('--commit-limit', '0');
    expect(await failureOf(limited.client.appendToStream(stream, someEvents(1), unary))).toMatchObject({
      type: 'timeout',
    });
  });

  it('runs a cluster that elects anew, by the name it is told', async () => {
    const { urls, turn, standing } = await start('--nodes', '3', '--advertise-host', 'localhost');
    expect(urls).toHaveLength(3);
    const follower = open.connect(urls[1]!);
    await follower.appendToStream(stream, someEvents(1), unary);
    const required = await failureOf(collect(follower.readStream(stream, { requiresLeader: true })));
    expect(required).toMatchObject({ type: 'not-leader', leader: { address: 'localhost' } });
    await turn('0/stop');
    await until(async () => (await standing()).some(({ role, isUp }) => role === 'leader' && isUp));
    expect((await standing()).map(({ isUp }) => isUp)).toEqual([false, true, true]);
  });

  it('keeps its log in a folder over kill -9, with accounts', async () => {
    const options = ['--data', folder, '--secure', '--user', 'office:secret'];
    const first = await start(...options);
    // In the clear the client sends no credentials: seen from outside, over HTTP.
    const post = (account: string) =>
      fetch(`${first.urls[0]!.replace(/^esdb/, 'http').replace(/\?.*/, '')}/streams/${stream}`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(account)}`, 'content-type': 'application/json', 'es-eventtype': 'A' },
        body: '{}',
      });
    expect((await post('office:wrong')).status).toBe(401);
    expect((await post(`${admin.username}:${admin.password}`)).status).toBe(201);
    expect((await post('office:secret')).status).toBe(201);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await pause(10);
    expect((await (await start(...options)).standing())[0]?.events).toBe(3);
  });

  it('loses nothing that it acknowledged, and doubles nothing, over kill -9 under load (eventstoredb 5.7)', async () => {
    const options = ['--data', join(folder, 'load')];
    const first = await start(...options);
    const port = /:(\d+)\?/.exec(first.urls[0]!)![1]!;
    const acknowledged: string[] = [];
    const write = async (n: number): Promise<void> => {
      const [name, events] = [`case-${n}`, someEvents(2)];
      const patience = { ...unary, deadline: 3_000 };
      const append = () => first.client.appendToStream(name, events, { ...patience, expectedRevision: 'no_stream' });
      // A try whose outcome is unknown is repeated with the same ids, one at a time.
      await until(works(append));
      acknowledged.push(...events.map(({ id }) => id));
    };
    const writing = Promise.all(Array.from({ length: 60 }, (_, n) => pause(5 * n).then(() => write(n))));
    await until(() => acknowledged.length >= 40);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await start(...options, '--port', port);
    await writing;
    const stored = (await collect(first.client.readAll())).filter(({ event }) => event?.type === 'Tested');
    expect(stored.map(({ event }) => event!.id).toSorted()).toEqual(acknowledged.toSorted());
  });

  it('ends with a sentence where its port is taken', async () => {
    const { urls } = await start();
    const { child, errors } = spawned('--port', /:(\d+)\?/.exec(urls[0]!)![1]!);
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(2);
    expect(errors.join()).toMatch(/EADDRINUSE/);
  });
});
