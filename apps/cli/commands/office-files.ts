import { column, headingReader, type Column } from '#apps/runtime/ledger/columns.js';
import { dayOf, namesOf } from '#apps/runtime/ledger/values.js';
import type { FieldNames } from '#libs/kernel/body-problems.js';
import { sha256 } from '#libs/kernel/ids.js';
import { accountCommands } from '#libs/office/account-commands.js';
import { postLabels, roleLabels, type Label } from '#libs/office/labels.js';
import { postCommands } from '#libs/office/post-commands.js';
import { unitCommands } from '#libs/office/unit-commands.js';

/** The texts of one row, by field; blank cells are absent. */
export type Texts = Readonly<Partial<Record<string, string>>>;

/** One command a row asks for. */
export interface RowCommand {
  /** Tells the command from every other of all files, so that a second run adds nothing. */
  readonly key: string;
  readonly spec: { readonly body: new () => object; readonly path: string };
  readonly id?: string;
  readonly body: object;
}

/** A kind of file an office begins with: what its columns are called, what stands in a row, what a row asks for. */
export interface OfficeFile {
  readonly columns: Readonly<Record<string, Column>>;
  readonly required: readonly string[];
  commandsOf(texts: Texts): readonly RowCommand[];
}

/** Offices of before any record: what has no day was always there. */
const always = '1990-01-01';

/** A day in one of the usual writings; what is none goes on as written, and is refused with its name. */
const day = (text: string | undefined): string => (text === undefined ? always : (dayOf(text) ?? text));

/** A unit without a code gets one that its name decides: the same in every file and every run. */
const unitCode = (name: string): string => `u-${sha256(name).slice(0, 10)}`;

const meant = <T extends string>(labels: Readonly<Record<T, Label>>, text: string): string =>
  (Object.keys(labels) as T[]).find((value) => [value, labels[value].zh, labels[value].en].includes(text)) ?? text;

const without = <T extends object>(body: T): T =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as T;

const units: OfficeFile = {
  columns: {
    unit: column('代码', '单位代码', 'code', 'unit'),
    name: column('单位名称', '名称', '单位', '全称', 'name'),
    shortName: column('简称', '单位简称', 'short name', 'shortName'),
    aliases: column('别名', '曾用写法', '其他写法', 'aliases'),
    effectiveFrom: column('设立日期', '启用日期', '生效日期', 'effectiveFrom', 'effective from'),
  },
  required: ['name'],
  commandsOf: ({ unit, name = '', shortName, aliases, effectiveFrom }) => {
    const code = unit ?? unitCode(name);
    const named = { name, shortName, aliases: aliases === undefined ? undefined : namesOf(aliases) };
    const body = without({ effectiveFrom: day(effectiveFrom), unit: code, ...named });
    return [{ key: `office-file/units/${code}`, spec: unitCommands.FoundUnit, body }];
  },
};

const posts: OfficeFile = {
  columns: {
    person: column('姓名', '人员', 'person', 'name'),
    post: column('职务类别', '岗位', 'post'),
    title: column('职务', '职务名称', 'title'),
    unit: column('单位代码', '单位', 'unit'),
    effectiveFrom: column('任职日期', '生效日期', 'effectiveFrom', 'effective from'),
  },
  required: ['person', 'post', 'title'],
  commandsOf: ({ person = '', post = '', title, unit, effectiveFrom }) => {
    const body = without({ effectiveFrom: day(effectiveFrom), person, post: meant(postLabels, post), title, unit });
    const told = sha256(JSON.stringify(body)).slice(0, 24);
    return [{ key: `office-file/posts/${told}`, spec: postCommands.TakePost, body }];
  },
};

const accounts: OfficeFile = {
  columns: {
    account: column('账号', '帐号', '账户', 'account'),
    name: column('姓名', 'name'),
    unit: column('单位代码', '单位', 'unit'),
    post: column('职务', 'post', 'title'),
    roles: column('角色', 'roles', 'role'),
  },
  required: ['account', 'name', 'roles'],
  commandsOf: ({ account = '', name, unit, post, roles: given = '' }) => [
    {
      key: `office-file/accounts/${account}`,
      spec: accountCommands.OpenAccount,
      body: without({ account, name, unit, post }),
    },
    ...namesOf(given).map((role) => ({
      key: `office-file/accounts/${account}/${sha256(role).slice(0, 12)}`,
      spec: accountCommands.GrantRole,
      id: account,
      body: { role: meant(roleLabels, role) },
    })),
  ],
};

export const officeFiles = { units, posts, accounts } as const;

/** What a command's field is called in the file; a command may name one thing where a column lists several. */
export const namesOfFields = ({ columns }: OfficeFile): FieldNames => {
  const named = Object.entries(columns).map(
    ([field, { zh, also }]) => [field, { zh, en: also.at(-1) ?? field }] as const,
  );
  const names = Object.fromEntries(named);
  return names['roles'] ? { ...names, role: names['roles'] } : names;
};

export const readerOf = ({ columns, required }: OfficeFile) => ({
  fieldOf: headingReader(columns),
  fewest: Math.min(2, required.length),
});
