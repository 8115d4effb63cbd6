import type { Day } from '#libs/kernel/event.js';

export interface UnitRow {
  id: string;
  name: string;
  /** Its name since the reform of 2019. */
  renamed?: string;
}

/** Since this day some units bear other names; the ledgers of 2024 print the new ones. */
export const reform: Day = '2019-02-01';

/** Units the two texts name, and neutral ones such as every district has. */
export const units: readonly UnitRow[] = [
  { id: 'jiaotong', name: '区交通委' },
  { id: 'jianguan', name: '区建管委' },
  { id: 'guitu', name: '区规土局', renamed: '区规划资源局' },
  { id: 'huanbao', name: '区环保局', renamed: '区生态环境局' },
  { id: 'shuiwu', name: '区水务局' },
  { id: 'lvhua', name: '区绿化市容局' },
  { id: 'jiaoyu', name: '区教育局' },
  { id: 'weiji', name: '区卫计委', renamed: '区卫健委' },
  { id: 'wenguang', name: '区文广局', renamed: '区文旅局' },
  { id: 'fagai', name: '区发改委' },
  { id: 'caizheng', name: '区财政局' },
  { id: 'jingwei', name: '区经委' },
  { id: 'nongwei', name: '区农委', renamed: '区农业农村委' },
  { id: 'minzheng', name: '区民政局' },
  { id: 'renshe', name: '区人社局' },
  { id: 'fangguan', name: '区房管局' },
  { id: 'gongan', name: '公安闵行分局' },
  { id: 'meilong', name: '梅陇镇' },
  { id: 'pujiang', name: '浦江镇' },
  { id: 'qibao', name: '七宝镇' },
  { id: 'wujing', name: '吴泾镇' },
  { id: 'xinzhuang', name: '莘庄镇' },
  { id: 'zhuanqiao', name: '颛桥镇' },
];

/** Id of the unit a ledger prints by its old or its new name. */
export const unitId = (name: string): string => {
  const found = units.find((unit) => unit.name === name || unit.renamed === name);
  if (!found) throw new Error(`no unit ${name} in the sample data`);
  return found.id;
};

export const unitName = (id: string, day: Day): string => {
  const unit = units.find((row) => row.id === id);
  return (day >= reform ? unit?.renamed : undefined) ?? unit?.name ?? id;
};

/** People are named by what they are: no personal names in the sample data. */
export const deputyOf = (id: string, day: Day): string => `${unitName(id, day)}分管领导`;
export const handlerOf = (id: string, day: Day): string => `${unitName(id, day)}承办人`;

/** The account of a unit's clerk. */
export const clerkOf = (id: string): string => `unit-${id}`;
