import type { Metadata } from '@grpc/grpc-js';
import { AccessDenied, unauthenticated } from './failure.js';
import type { Streams } from './streams.js';

export interface Account {
  readonly password: string;
  readonly groups: readonly string[];
  readonly disabled?: boolean;
}

export interface Caller {
  readonly name: string;
  readonly groups: readonly string[];
}

export type Right = '$r' | '$w' | '$d' | '$mr' | '$mw';

/** Accounts by name; without any the node is insecure and lets everybody do everything. */
export type Accounts = Map<string, Account>;

export const standardAccounts = (): Accounts =>
  new Map([
    ['admin', { password: 'changeit', groups: ['$admins'] }],
    ['ops', { password: 'changeit', groups: ['$ops'] }],
  ]);

const everybody: Caller = { name: 'admin', groups: ['$admins'] };

/** Who calls: wrong credentials are "who are you" (16), none are nobody. @throws Failure */
export const callerOf = (accounts: Accounts | undefined, metadata: Metadata): Caller | undefined => {
  if (!accounts) return everybody;
  const header = metadata.get('authorization')[0]?.toString() ?? '';
  if (header === '') return undefined;
  const [, name = '', password] = /^([^:]*):(.*)$/s.exec(decoded(header)) ?? [];
  const account = accounts.get(name);
  if (!account || account.disabled || account.password !== password) throw unauthenticated();
  return { name, groups: account.groups };
};

const decoded = (header: string): string => Buffer.from(header.replace(/^Basic /i, ''), 'base64').toString('utf8');

/**
 * `$all` and streams in `$` are the admins', unless their metadata says more; everything else is everybody's
 * (eventstoredb.md 2.17, 6). @throws AccessDenied
 */
export const checkAccess = (
  streams: Streams,
  caller: Caller | undefined,
  { stream, right }: { stream: string; right: Right },
): void => {
  if (!caller) throw new AccessDenied();
  if (caller.groups.includes('$admins')) return;
  const isMeta = stream.startsWith('$$');
  const subject = isMeta ? stream.slice(2) : stream;
  const asked = isMeta ? (right === '$r' ? '$mr' : '$mw') : right;
  const allowed = rolesOf(streams, subject, asked);
  if (![caller.name, ...caller.groups, '$all'].some((role) => allowed.includes(role))) throw new AccessDenied();
};

const rolesOf = (streams: Streams, stream: string, right: Right): readonly string[] => {
  const said = streams.rules(stream).acl?.[right];
  if (typeof said === 'string') return [said];
  if (Array.isArray(said)) return said as string[];
  return stream.startsWith('$') ? ['$admins'] : ['$all'];
};
