import { bimonthly, entered, special } from './register-rows.js';
import type { Step } from './step.js';

const tianli = '2013-s0112';
const head = '区长子';

const meetings = (): readonly Step[] => [
  entered('RecordMeeting', {
    entry: 'executive-2015',
    on: '2015-02-09',
    body: {
      meetingType: 'executive',
      title: '“两会”后区政府第一次常务会议：专题讨论部署今年办理工作',
      chair: head,
      requirements: ['各位副区长带头办理本条线重难点件'],
    },
  }),
  entered('RecordMeeting', {
    entry: 'work-2015',
    on: '2015-03-12',
    body: { meetingType: 'work', title: '2015年全区办理工作会议', chair: head, attendees: ['各承办单位主要领导'] },
  }),
  entered('RecordMeeting', {
    entry: 'second-quarter-2015',
    on: '2015-04-23',
    body: {
      meetingType: 'work',
      title: '区政府二季度工作会议',
      chair: head,
      requirements: ['突出重点，注重研究，加强协调，形成合力，切实提高责任意识、服务意识'],
    },
  }),
];

/** On the spot: 0624, of which the text keeps the day, and 天利, of which it says 多次. */
const coordination = (): readonly Step[] => [
  entered('RecordMeeting', {
    entry: 'tiqiao-2015',
    on: '2015-05-18',
    refs: ['2015-s0624'],
    lag: 1,
    body: {
      meetingType: 'coordination',
      title: '题桥发射台搬迁工作会议',
      chair: '副区长子',
      attendees: ['市精文置业领导', '浦江镇', '区规土局'],
      requirements: ['研究搬迁的可行性', '闵行区方面由浦江镇和区规土局共同牵头推进'],
    },
  }),
  ...['2015-04-29', '2015-07-15'].map((on) =>
    entered('RecordMeeting', {
      entry: `tianli-${on}`,
      on,
      refs: [tianli],
      body: {
        meetingType: 'coordination',
        title: '天利商品混凝土有限公司迁离罗阳地区现场沟通会',
        chair: '副区长子',
        attendees: ['梅陇镇', '区环保局', '区建管委'],
      },
    }),
  ),
];

/** 区交通委 is named in the text, the other seven are not. */
const inspected = ['jiaotong', 'jianguan', 'guitu', 'huanbao', 'jiaoyu', 'weiji', 'shuiwu', 'lvhua'];

const guidance = (): readonly Step[] => [
  entered('IssueNotice', {
    entry: 'notice-2015-01',
    on: '2015-01-12',
    body: { title: '关于落实市办件“回头看”的通知' },
  }),
  entered('RecordInspection', {
    entry: 'inspection-2015',
    on: '2015-04-02',
    body: { units: inspected, observations: ['收集办理工作的难点问题，总结经验做法'] },
  }),
  entered('RecordTraining', {
    entry: 'training-2015-1',
    on: '2015-04-16',
    body: { title: '上半年集中授课培训', trainers: ['专家', '代表', '委员'] },
  }),
  entered('RecordTraining', {
    entry: 'training-2015-2',
    on: '2015-09-17',
    body: { title: '以工作交流为主的现场培训', topics: ['听、看、比、学、说'] },
  }),
];

/** Each 双月通报 within 20 days of its last day; of the two 专报 the text keeps the number only. */
const briefings = (): readonly Step[] => [
  bimonthly('2015-01', '2015-03-16'),
  bimonthly('2015-03', '2015-05-15'),
  special('special-2015-1', { on: '2015-05-29', validAt: '2015-05-22' }),
  bimonthly('2015-05', '2015-07-15'),
  special('special-2015-2', { on: '2015-09-09', validAt: '2015-08-31' }),
  bimonthly('2015-07', '2015-09-15'),
  bimonthly('2015-09', '2015-11-12'),
];

export const office2015 = (): readonly Step[] => [...meetings(), ...coordination(), ...guidance(), ...briefings()];
