import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { refusals } from '#libs/kernel/refusal.js';

export const refuseConfig = refusals({
  'config.invalid': {
    zh: '配置有误：{problems}',
    en: 'The configuration is not valid: {problems}',
    status: 500,
  },
});

/** One environment variable: the README's table is this table (a test compares them). */
export interface Variable {
  readonly name: string;
  readonly fallback: string;
  readonly zh: string;
  readonly en: string;
  /** May hold a password: never repeated in a message. */
  readonly secret?: true;
  /** A sentence on what is wrong, or nothing. */
  check?(value: string): string | undefined;
}

const whole = (min: number, max: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max ? undefined : `${min}–${max}`;

const oneOf =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value) ? undefined : values.join(' | ');

export const variables: readonly Variable[] = [
  { name: 'PORT', fallback: '3000', zh: '监听端口', en: 'port to listen on', check: whole(0, 65535) },
  { name: 'HOST', fallback: '127.0.0.1', zh: '监听地址', en: 'address to listen on' },
  {
    name: 'LOOKBACK_URL',
    fallback: 'http://127.0.0.1:3000',
    zh: '他人访问本服务的网址，印在通报的数字链接里',
    en: 'address others reach this service at; the numbers of a briefing lead there',
    check: (value) => (/^https?:\/\/[^\s/]+(\/\S*)?$/.test(value) ? undefined : 'http(s)://…'),
  },
  { name: 'LOOKBACK_DATA', fallback: './data', zh: '内嵌存储的数据目录', en: 'folder of the embedded stores' },
  {
    name: 'LOOKBACK_SAMPLE',
    fallback: 'minhang',
    zh: '首次启动时装入的样例数据：`minhang` 或 `none`',
    en: 'sample data of the first start: `minhang` or `none`',
    check: oneOf('minhang', 'none'),
  },
  {
    name: 'LOOKBACK_JURISDICTION',
    fallback: 'shanghai',
    zh: '所用规则（规则流的名称）',
    en: 'whose rule book decides',
    check: (value) => (/^[a-z][a-z0-9-]{0,39}$/.test(value) ? undefined : 'a–z, 0–9, -'),
  },
  {
    name: 'LOOKBACK_MIN_FREE',
    fallback: '200',
    zh: '磁盘剩余空间低于此值（MB）时暂停写入',
    en: 'free disk space in MB under which commands pause',
    check: whole(0, 1_000_000),
  },
  {
    name: 'LOOKBACK_LOG_LEVEL',
    fallback: 'warn',
    zh: '日志级别',
    en: 'log level',
    check: oneOf('error', 'warn', 'log', 'debug'),
  },
  {
    name: 'EVENTSTORE_URL',
    fallback: '',
    zh: '事件日志所用的 EventStoreDB 地址；留空则用内嵌存储',
    en: 'EventStoreDB to keep the event log in; empty: the embedded store',
    secret: true,
    check: (value) => (/^((esdb|kurrentdb)(\+discover)?:\/\/\S+)?$/.test(value) ? undefined : 'esdb://…'),
  },
  { name: 'EVENTSTORE_USERNAME', fallback: '', zh: 'EventStoreDB 账号', en: 'account in EventStoreDB' },
  {
    name: 'EVENTSTORE_PASSWORD',
    fallback: '',
    zh: '该账号的密码；宜用 `EVENTSTORE_PASSWORD_FILE` 指明密码文件',
    en: 'its password; better a file that holds it, named by `EVENTSTORE_PASSWORD_FILE`',
    secret: true,
  },
  {
    name: 'EVENTSTORE_CA_FILE',
    fallback: '',
    zh: '签发节点证书的 CA 证书（PEM 文件）',
    en: 'PEM file of the authority that signed the nodes’ certificates',
  },
  {
    name: 'EVENTSTORE_PREFIX',
    fallback: 'lookback',
    zh: '流名前缀',
    en: 'prefix of stream names',
    check: (value) => (/^[a-z][a-z0-9]{0,29}$/.test(value) ? undefined : 'a–z, 0–9'),
  },
  {
    name: 'MONGODB_URL',
    fallback: '',
    zh: '视图所用的 MongoDB 副本集地址；留空则用内嵌存储',
    en: 'MongoDB replica set to keep the views in; empty: the embedded store',
    secret: true,
    check: (value) => (/^(mongodb(\+srv)?:\/\/\S+)?$/.test(value) ? undefined : 'mongodb://…'),
  },
];

/** What a process runs on, resolved once at its start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  /** Where addresses of the API begin for readers of its documents: `http://127.0.0.1:3000/api/v1`. */
  readonly home: string;
  readonly sample: 'minhang' | 'none';
  readonly jurisdiction: string;
  readonly minFreeBytes: number;
  readonly logLevel: string;
  /** Empty: the embedded log. */
  readonly eventStoreUrl: string;
  readonly eventStoreAccess: {
    readonly username: string;
    readonly password: string;
    readonly caFile: string;
  };
  readonly prefix: string;
  /** Empty: the embedded views. */
  readonly mongoUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks every variable and says all that is wrong at once. Refuses `config.invalid`. */
export const configFrom = (environment: Environment): Config => {
  const problems: string[] = [];
  const values = Object.fromEntries(
    variables.map((variable) => [variable.name, valueOf(variable, environment, problems)]),
  );
  if (problems.length > 0) throw refuseConfig('config.invalid', { problems });
  return {
    port: Number(values['PORT']),
    host: values['HOST']!,
    data: resolve(values['LOOKBACK_DATA']!),
    home: `${values['LOOKBACK_URL']!.replace(/\/$/, '')}/api/v1`,
    sample: values['LOOKBACK_SAMPLE'] as Config['sample'],
    jurisdiction: values['LOOKBACK_JURISDICTION']!,
    minFreeBytes: Number(values['LOOKBACK_MIN_FREE']) * 1_000_000,
    logLevel: values['LOOKBACK_LOG_LEVEL']!,
    eventStoreUrl: values['EVENTSTORE_URL']!,
    eventStoreAccess: {
      username: values['EVENTSTORE_USERNAME']!,
      password: values['EVENTSTORE_PASSWORD']!,
      caFile: values['EVENTSTORE_CA_FILE']!,
    },
    prefix: values['EVENTSTORE_PREFIX']!,
    mongoUrl: values['MONGODB_URL']!,
  };
};

/** `NAME_FILE` names a file that holds the value: for secrets. */
const valueOf = ({ name, fallback, secret, check }: Variable, environment: Environment, problems: string[]): string => {
  const file = environment[`${name}_FILE`];
  if (file && !existsSync(file)) problems.push(`${name}_FILE: ${file}?`);
  const value = file && existsSync(file) ? readFileSync(file, 'utf8').trim() : (environment[name] ?? fallback);
  const problem = check?.(value);
  if (problem) problems.push(`${name}=${secret ? '…' : value} (${problem})`);
  return value;
};
