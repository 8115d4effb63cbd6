import { readFileSync } from 'node:fs';
import { refuseServer } from '../errors.js';

export interface Host {
  readonly address: string;
  readonly port: number;
}

/** What `EVENTSTORE_URL` and its companions say, read once. Never printed: it holds the password. */
export interface ServerSettings {
  readonly hosts: readonly Host[];
  /** The one host is a DNS name or a seed to ask for the cluster. */
  readonly discover: boolean;
  /** Absent in the clear. */
  readonly tls?: { readonly ca?: Buffer; readonly userCert?: Buffer; readonly userKey?: Buffer };
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly connectionName?: string;
  readonly nodePreference?: string;
  /** Seconds. */
  readonly gossipTimeout?: number;
  readonly keepAliveInterval?: number;
  readonly keepAliveTimeout?: number;
}

export interface ServerAddress {
  /** `esdb://host[:port][,host…]?tls=…`, or `esdb+discover://` (one host, which is asked for the others). */
  readonly url: string;
  /** Before those in the URL; raw, not percent-encoded. */
  readonly username?: string;
  readonly password?: string;
  /** PEM file of the authority that signed the nodes' certificates. */
  readonly caFile?: string;
}

const wholeOptions = ['gossipTimeout', 'keepAliveInterval', 'keepAliveTimeout'] as const;
const known = ['tls', 'tlsCAFile', 'userCertFile', 'userKeyFile', 'nodePreference', 'connectionName', ...wholeOptions];

/**
 * Reads the address by itself: the client would print an unknown option with the whole string, password included, and
 * pass over one that has no effect.
 * @throws `server.url` with all that is wrong, never with the string itself
 */
export const settingsOf = ({ url, username, password, caFile }: ServerAddress): ServerSettings => {
  const problems: string[] = [];
  const parts = /^((?:esdb|kurrentdb)(?:\+discover)?):\/\/(?:([^:@/]*):([^@/]*)@)?([^?/]*)\/?(?:\?(.*))?$/.exec(
    url.trim(),
  );
  if (!parts) throw refuseServer('server.url', { problem: 'esdb://host:2113?tls=true' });
  const [, scheme, user, pass, hostList = '', query = ''] = parts;
  const options = optionsOf(query, problems);
  const hosts = hostList.split(',').map((text) => hostOf(text, problems));
  const isSecure = options.get('tls') !== 'false';
  const credentials = credentialsOf(
    { username: username || decoded(user), password: password || decoded(pass) },
    { isSecure, problems },
  );
  const tls = isSecure ? tlsOf({ options, caFile, problems }) : undefined;
  if (problems.length > 0) throw refuseServer('server.url', { problem: problems });
  return {
    ...{ hosts, tls, credentials },
    discover: scheme!.endsWith('+discover'),
    connectionName: options.get('connectionName') ?? 'lookback',
    nodePreference: options.get('nodePreference'),
    ...Object.fromEntries(wholeOptions.map((name) => [name, wholeOf(options.get(name)) ?? defaults[name]])),
  };
};

/** A frozen node is not waited for: the next one is asked for the leader after a second (eventstoredb.md 6). */
const defaults: Partial<Record<(typeof wholeOptions)[number], number>> = { gossipTimeout: 1 };

const wholeOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

const decoded = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuseServer('server.url', { problem: 'percent-encoding of the account' });
  }
};

const hostOf = (text: string, problems: string[]): Host => {
  const [, address = '', port = '2113'] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (address === '') problems.push(`host "${text}"`);
  return { address, port: Number(port) };
};

const optionsOf = (query: string, problems: string[]): ReadonlyMap<string, string> => {
  const options = new Map<string, string>();
  const pairs = query.split('&').filter((pair) => pair !== '');
  for (const pair of pairs) {
    const [key = '', value = ''] = pair.split(/=(.*)/s);
    const name = known.find((option) => option.toLowerCase() === key.toLowerCase());
    if (name) options.set(name, decoded(value) ?? '');
    else if (key.toLowerCase() === 'tlsverifycert')
      problems.push('tlsVerifyCert has no effect: name the CA by tlsCAFile');
    else problems.push(`option ${key} (${known.join(', ')})`);
  }
  if (!['true', 'false', undefined].includes(options.get('tls'))) problems.push('tls=true | false');
  for (const name of wholeOptions) if (!/^-?\d+$/.test(options.get(name) ?? '0')) problems.push(`${name}: a number`);
  return options;
};

interface Account {
  readonly username?: string;
  readonly password?: string;
}

const credentialsOf = (
  { username, password }: Account,
  { isSecure, problems }: { isSecure: boolean; problems: string[] },
): ServerSettings['credentials'] => {
  if (username && password) return { username, password };
  if (isSecure) problems.push('an account: EVENTSTORE_USERNAME and EVENTSTORE_PASSWORD_FILE');
  return undefined;
};

interface TlsOptions {
  readonly options: ReadonlyMap<string, string>;
  readonly caFile?: string;
  readonly problems: string[];
}

const tlsOf = ({ options, caFile, problems }: TlsOptions): ServerSettings['tls'] => {
  const read = (file: string | undefined) => {
    if (!file) return undefined;
    try {
      return readFileSync(file);
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  return {
    ca: read(caFile || options.get('tlsCAFile')),
    userCert: read(options.get('userCertFile')),
    userKey: read(options.get('userKeyFile')),
  };
};
