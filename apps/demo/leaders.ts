import type { Day } from '#libs/kernel/event.js';
import type { PostKind } from '#libs/office/post-commands.js';

interface LeaderRow {
  person: string;
  post: PostKind;
  title: string;
  /** 条线, and the ids of its units. */
  portfolio?: readonly [string, string];
}

/** One government: its leaders from the day it was elected. Its portfolios are reconstructed. */
export interface Government {
  from: Day;
  /** The first day it no longer holds office. */
  until?: Day;
  leaders: readonly LeaderRow[];
}

const head = (person: string): LeaderRow => ({ person, post: 'districtHead', title: '区长' });
const deputy = (person: string, portfolio: string, unitIds: string): LeaderRow => ({
  person,
  post: 'districtLeader',
  title: '副区长',
  portfolio: [portfolio, unitIds],
});

/** The years of 2015 count in 子丑寅卯, those of 2024 in 甲乙丙丁: two 副区长 of one letter would be two people. */
export const governments: readonly Government[] = [
  {
    from: '2013-01-01',
    until: '2017-01-10',
    leaders: [
      head('区长子'),
      deputy(
        '副区长子',
        '城建交通',
        'jiaotong jianguan guitu huanbao shuiwu lvhua meilong pujiang wujing xinzhuang zhuanqiao',
      ),
      deputy('副区长丑', '教科文卫体', 'jiaoyu weiji wenguang qibao'),
      deputy('副区长寅', '经济财农', 'fagai caizheng jingwei nongwei'),
      deputy('副区长卯', '社会民生', 'minzheng renshe fangguan gongan'),
    ],
  },
  {
    from: '2022-01-10',
    leaders: [
      { person: '区委书记甲', post: 'partyLeader', title: '区委书记' },
      head('区长甲'),
      deputy('副区长甲', '发展改革、财政', 'fagai caizheng'),
      deputy('副区长乙', '城建交通', 'jiaotong jianguan guitu meilong pujiang'),
      deputy('副区长丙', '教科文卫体', 'jiaoyu weiji wenguang qibao'),
      deputy('副区长丁', '经济、农业', 'jingwei nongwei wujing'),
      deputy('副区长戊', '生态、水务、绿化', 'huanbao shuiwu lvhua xinzhuang'),
      deputy('副区长己', '民政、人社、住房', 'minzheng renshe fangguan zhuanqiao'),
      deputy('副区长庚', '公安', 'gongan'),
    ],
  },
];
