import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newToken, operator } from '#apps/runtime/accounts.js';
import type { Config } from '#apps/runtime/config.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import type { Role } from '#libs/kernel/actor.js';
import { sha256 } from '#libs/kernel/ids.js';
import { account, actorOf } from '#libs/office/account.js';

/** A token of the sample data: for trying the roles out on one's own machine, never over a network (engine 39). */
export interface SampleToken {
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly token: string;
}

/** One account a role, and the office's second person, who approves what the first corrects. */
const accounts = [
  'office-1',
  'office-2',
  'unit-jiaotong',
  'leader-jiaotong',
  'leader-1',
  'proposer-1',
  'auditor',
  'admin',
] as const;

const fileOf = ({ data }: Config): string => join(data, 'sample-tokens.json');

const isLoopback = ({ host }: Config): boolean => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host);

/** Issues a token made by chance to each account and keeps them beside the log, readable by its owner alone. */
export const issueSampleTokens = async (runtime: Runtime): Promise<void> => {
  const { config, office } = runtime;
  if (!isLoopback(config)) return;
  await office.refresh();
  const issued: SampleToken[] = [];
  for (const id of accounts) {
    const actor = actorOf(office.state(account, id));
    if (!actor) continue;
    const token = newToken();
    const body = { token: 'sample', digest: sha256(token) };
    await runtime.execute({ aggregate: account, id, name: 'IssueToken', body, actor: operator, key: 'sample-token' });
    issued.push({ account: id, name: actor.name, role: actor.roles[0]!, token });
  }
  writeFileSync(fileOf(config), JSON.stringify(issued, undefined, 2), { mode: 0o600 });
};

/** Those issued at the first start; none where the server can be reached from elsewhere. */
export const sampleTokens = (config: Config): readonly SampleToken[] =>
  isLoopback(config) && existsSync(fileOf(config))
    ? (JSON.parse(readFileSync(fileOf(config), 'utf8')) as readonly SampleToken[])
    : [];
