import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { operator } from '#apps/runtime/accounts.js';
import { configFrom } from '#apps/runtime/config.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { furnishedFolder } from './support/command-line.js';
import { ledgerOf } from './support/ledger.js';
import { program, type Running } from './support/program.js';

jest.setTimeout(300_000);

const rows = 100;
const bytes = ledgerOf(rows);
const folders: string[] = [];
const running = new Set<Running>();
let file: string;
/** What an import nobody disturbed writes. */
let undisturbed: readonly RecordedEvent[];

const newFolder = async (): Promise<string> => {
  const folder = await furnishedFolder();
  folders.push(folder);
  return folder;
};

const eventsOf = async (folder: string): Promise<readonly RecordedEvent[]> => {
  const log = openSqliteLog({ folder, readOnly: true });
  try {
    return (await log.readAll('start', 100_000)).events;
  } finally {
    await log.close();
  }
};

const headOf = async (folder: string): Promise<number> => {
  const log = openSqliteLog({ folder, readOnly: true });
  try {
    return (await log.head()).seq;
  } finally {
    await log.close();
  }
};

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build.mjs']);
  const files = mkdtempSync(join(tmpdir(), 'lookback-ledger-'));
  folders.push(files);
  file = join(files, '台账.csv');
  writeFileSync(file, bytes);
  const folder = await newFolder();
  const config = configFrom({ LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0' });
  const runtime = await openRuntime({ config, projector: 'inline' });
  await runtime.imports.run({ name: '台账.csv', bytes }, operator);
  await runtime.close();
  undisturbed = await eventsOf(folder);
});

afterAll(() => {
  running.forEach(({ child }) => child.kill('SIGKILL'));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

const start = (path: string, args: readonly string[], folder: string, more = {}): Running => {
  const started = program(path, args, { LOOKBACK_DATA: folder, LOOKBACK_SAMPLE: 'none', PORT: '0', ...more });
  running.add(started);
  void started.ended.then(() => running.delete(started));
  return started;
};

const importing = (folder: string): Running => start('dist/apps/cli/main.js', ['case', 'import', file], folder);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills the process as soon as the log holds so many events; says how many it held when it was dead. */
const killedAt = async (seq: number, { child, ended }: Running, folder: string): Promise<number> => {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver && (await headOf(folder)) < seq) await pause(3);
  child.kill('SIGKILL');
  await ended;
  return headOf(folder);
};

/** Case number → types of its events in order, those of its claim included. */
const byNumber = (events: readonly RecordedEvent[]): ReadonlyMap<string, readonly string[]> => {
  const told = new Map<string, string[]>();
  const numbers = new Map<string, string>();
  for (const { type, stream, data } of events) {
    const { number } = data as { number?: string };
    if (type === 'CaseRegistered') numbers.set(stream, number!);
    const name = type === 'NumberClaimed' ? number : numbers.get(stream);
    if (name !== undefined) told.set(name, [...(told.get(name) ?? []), type]);
  }
  return told;
};

const count = (events: readonly RecordedEvent[], type: string): number =>
  events.filter((event) => event.type === type).length;

const expectWhole = (events: readonly RecordedEvent[]): void => {
  expect(
    ['ImportStarted', 'ImportCompleted', 'CaseRegistered', 'NumberClaimed'].map((type) => count(events, type)),
  ).toEqual([...[1, 1, rows, rows]]);
  expect(byNumber(events)).toEqual(byNumber(undisturbed));
  const keys = events.map(({ stream, metadata, type }) => `${stream} ${metadata.commandKey} ${type}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
};

it('kill -9 again and again in the middle of an import: the same command completes it, every row once (engine 22)', async () => {
  const folder = await newFolder();
  const before = await headOf(folder);
  const total = undisturbed.length - before;
  const places = [0.01, 0.2, 0.5, 0.8];
  const cut: number[] = [];
  for (const place of places) {
    const head = await killedAt(before + Math.ceil(total * place), importing(folder), folder);
    expect(count(await eventsOf(folder), 'ImportCompleted')).toBe(0);
    cut.push(head - before);
  }
  expect(cut.every((events, at) => events >= Math.ceil(total * places[at]!) && events < total)).toBe(true);
  const last = importing(folder);
  expect([await last.ended, last.said().trim()]).toEqual([0, `共 ${rows} 行：新增 ${rows}，已有 0`]);
  expectWhole(await eventsOf(folder));
  const exported = start('dist/apps/cli/main.js', ['log', 'export', join(folder, 'log.jsonl')], folder);
  expect(await exported.ended).toBe(0);
  const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').trimEnd().split('\n');
  expect(new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id)).size).toBe(lines.length);
});

const serving = async (folder: string): Promise<Running> => {
  const server = start('dist/apps/api/main.js', [], folder);
  while (!server.said().includes('http://')) await pause(20);
  return server;
};

it('kill -9 of the server under an import over HTTP: the next server names it open, and the same command completes it', async () => {
  const folder = await newFolder();
  const before = await headOf(folder);
  const server = await serving(folder);
  const line = importing(folder);
  const head = await killedAt(before + Math.ceil((undisturbed.length - before) / 3), server, folder);
  expect(head).toBeLessThan(undisturbed.length);
  expect(await line.ended).toBe(3);
  const next = await serving(folder);
  const { address } = JSON.parse(readFileSync(join(folder, 'endpoint.json'), 'utf8')) as { address: string };
  const ready = (await (await fetch(`${address}/health/ready`)).json()) as { importsOpen: readonly object[] };
  expect(ready.importsOpen).toMatchObject([{ file: '台账.csv', rows, state: 'open' }]);
  expect(await importing(folder).ended).toBe(0);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  expectWhole(await eventsOf(folder));
});

it('an interrupt ends the command line with 130, and what was cut off is completed as after any crash', async () => {
  const folder = await newFolder();
  const line = importing(folder);
  const before = await headOf(folder);
  while ((await headOf(folder)) < before + 20) await pause(3);
  line.child.kill('SIGINT');
  expect(await line.ended).toBe(130);
  expect(await importing(folder).ended).toBe(0);
  expectWhole(await eventsOf(folder));
});
