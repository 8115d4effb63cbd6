import { Choice, IdField, Text, Texts } from '#libs/kernel/body.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import { HoldsBody } from './bodies.js';

/** Kinds of post the rule books speak of; the title as printed stands beside. */
export const postKinds = [
  /** 区长. */
  'districtHead',
  /** 副区长 and the other district leaders. */
  'districtLeader',
  /** 区委领导. */
  'partyLeader',
  /** 单位主要领导. */
  'unitLeader',
  /** 单位分管领导. */
  'unitDeputy',
  /** 区政府办公室主任. */
  'officeDirector',
  /** 办理工作人员, of the office or of a unit. */
  'handler',
] as const;
export type PostKind = (typeof postKinds)[number];

export class TakePost extends HoldsBody {
  @Text(100) person: string;
  @Choice(postKinds) post: PostKind;
  @Text(100) title: string;
  @IdField({ optional: true }) unit?: string;
}

export class LeavePost extends HoldsBody {
  @Text(100) person: string;
  @Choice(postKinds) post: PostKind;
  @IdField({ optional: true }) unit?: string;
}

export class SetPortfolio extends HoldsBody {
  @Text(100) person: string;
  @Text(200) portfolio: string;
  @Texts(100, { max: 100 }) units: readonly string[];
}

export interface PostCommands {
  TakePost: TakePost;
  LeavePost: LeavePost;
  SetPortfolio: SetPortfolio;
}

const by = ['administrator', 'office'] as const;

export const postCommands: { readonly [N in keyof PostCommands]: CommandSpec<PostCommands[N]> } = {
  TakePost: {
    body: TakePost,
    path: '/posts/take',
    by,
    example: { effectiveFrom: '2013-01-15', person: '副区长甲', post: 'districtLeader', title: '副区长' },
    summary: { zh: '任职', en: 'A person takes a post' },
  },
  LeavePost: {
    body: LeavePost,
    path: '/posts/leave',
    by,
    example: { effectiveFrom: '2016-12-31', person: '副区长甲', post: 'districtLeader' },
    summary: { zh: '离任（自该日起不再任职）', en: 'A person no longer holds a post from that day on' },
  },
  SetPortfolio: {
    body: SetPortfolio,
    path: '/posts/portfolio',
    by,
    example: { effectiveFrom: '2013-01-15', person: '副区长甲', portfolio: '城建交通', units: ['transport'] },
    summary: { zh: '明确分管条线和单位', en: 'A leader is given a portfolio and its units' },
  },
};
