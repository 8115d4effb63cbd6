import { status } from '@grpc/grpc-js';
import { Failure } from './failure.js';
import type { Faults } from './faults.js';
import type { EventStoreNode } from './node.js';

interface Switch {
  /** What it does, for the help; VALUE stands for its value. */
  readonly help: string;
  /** @throws a sentence where the value is none of its kind */
  readonly turn: (node: EventStoreNode, value: string) => void | Promise<void>;
}

const isOn = (value: string): boolean => value !== 'off';

const number = (value: string): number => {
  if (!/^\d+$/.test(value)) throw new Error(`a whole number is needed, not "${value}"`);
  return Number(value);
};

const flag = (name: 'silent' | 'noQuorum' | 'endCheckpoint', help: string): Switch => ({
  help,
  turn: ({ faults }, value) => void (faults[name] = isOn(value)),
});

const amount = (name: 'slowMs' | 'commitMs' | 'lostAnswers' | 'commitTimeoutMs', help: string): Switch => ({
  help,
  turn: ({ faults }, value) => void (faults[name] = number(value)),
});

const refusals: Readonly<Record<string, Faults['refusing']>> = {
  off: undefined,
  'not-ready': new Failure(status.UNAVAILABLE, 'Server Is Not Ready'),
  unavailable: new Failure(status.UNAVAILABLE, 'Server Is Too Busy'),
  timeout: new Failure(status.ABORTED, 'Operation timed out'),
  unknown: new Failure(status.UNKNOWN, 'Exception was thrown by handler.'),
};

/** What can be done to a node that runs as a program, by command line or over its control port. */
export const switches: Readonly<Record<string, Switch>> = {
  hang: flag('silent', 'no call is answered, connections stay; VALUE off ends it'),
  freeze: {
    help: 'as SIGSTOP: nothing goes in or out; VALUE off thaws',
    turn: (node, value) => (isOn(value) ? node.wire().freeze() : node.wire().thaw()),
  },
  cut: { help: 'breaks every connection once', turn: (node) => node.wire().cut() },
  'cut-after': {
    help: 'connections break after VALUE more bytes have gone out; off ends it',
    turn: (node, value) => node.wire().cutAfter(isOn(value) ? number(value) : undefined),
  },
  'break-reads': {
    help: 'connections break after VALUE events of a read; off ends it',
    turn: ({ faults }, value) => void (faults.breakReadsAfter = isOn(value) ? number(value) : undefined),
  },
  'lost-answers': amount('lostAnswers', 'the next VALUE appends are committed and never answered'),
  slow: amount('slowMs', 'VALUE milliseconds before a call is looked at'),
  'slow-commit': amount('commitMs', 'VALUE milliseconds between the arrival of an append and its commit'),
  refuse: {
    help: `every call is refused; VALUE is ${Object.keys(refusals).join(', ')}`,
    turn: ({ faults }, value) => {
      if (!(value in refusals)) throw new Error(`one of ${Object.keys(refusals).join(', ')} is needed, not "${value}"`);
      faults.refusing = refusals[value];
    },
  },
  'no-quorum': flag('noQuorum', 'appends are neither committed nor refused; VALUE off ends it'),
  'commit-timeout': amount('commitTimeoutMs', 'VALUE milliseconds until an append without a quorum is answered'),
  'end-checkpoint': flag('endCheckpoint', 'filtered subscriptions get the checkpoint 2^64 - 1; VALUE off ends it'),
  stop: { help: 'ends the node at once, its port refuses; the log stays', turn: (node) => node.stop('kill') },
  'stop-gracefully': { help: 'as SIGTERM does it, the process stays', turn: (node) => node.stop('graceful') },
  start: { help: 'starts a node that was stopped', turn: (node) => node.start() },
};

/** Turns one, as `name` or `name=value`. @throws a sentence for one that there is not */
export const turn = async (node: EventStoreNode, said: string): Promise<void> => {
  const [, name = '', value = 'on'] = /^([^=]*)(?:=(.*))?$/s.exec(said) ?? [];
  const found = Object.hasOwn(switches, name) ? switches[name] : undefined;
  if (!found) throw new Error(`no switch "${name}": there are ${Object.keys(switches).join(', ')}`);
  await found.turn(node, value);
};

export const switchesHelp = (): string =>
  Object.entries(switches)
    .map(([name, { help }]) => `    ${name.padEnd(17)}${help}`)
    .join('\n');
