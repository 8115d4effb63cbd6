import { Choice, DayField, IdField, Text } from '#libs/kernel/body.js';
import { roles, type Role } from '#libs/kernel/actor.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import type { Day } from '#libs/kernel/event.js';
import { DigestField } from './bodies.js';

// No command of an account carries a date: what an account may do never begins or ends in the past.

export class OpenAccount {
  @IdField() account: string;
  @Text(100) name: string;
  @IdField({ optional: true }) unit?: string;
  @Text(100, { optional: true }) post?: string;
}

export class DescribeAccount {
  @Text(100) name: string;
  @IdField({ optional: true }) unit?: string;
  @Text(100, { optional: true }) post?: string;
}

export class GrantRole {
  @Choice(roles) role: Role;
}

export class RevokeRole {
  @Choice(roles) role: Role;
}

/** Only the digest is sent and kept: a token itself is seen once, by the person it is for. */
export class IssueToken {
  @IdField() token: string;
  @DigestField() digest: string;
  @DayField({ optional: true }) expiresOn?: Day;
}

export class RevokeToken {
  @IdField() token: string;
}

export class LockAccount {
  @Text(500) reason: string;
}

export class UnlockAccount {
  @Text(500) reason: string;
}

export interface AccountCommands {
  OpenAccount: OpenAccount;
  DescribeAccount: DescribeAccount;
  GrantRole: GrantRole;
  RevokeRole: RevokeRole;
  IssueToken: IssueToken;
  RevokeToken: RevokeToken;
  LockAccount: LockAccount;
  UnlockAccount: UnlockAccount;
}

const by = ['administrator'] as const;

export const accountCommands: { readonly [N in keyof AccountCommands]: CommandSpec<AccountCommands[N]> } = {
  OpenAccount: {
    body: OpenAccount,
    path: '/accounts',
    by,
    creates: true,
    example: { account: 'transport-clerk', name: '经办甲', unit: 'transport', post: '科员' },
    summary: { zh: '开通账号', en: 'An account is opened' },
  },
  DescribeAccount: {
    body: DescribeAccount,
    path: '/accounts/:id/describe',
    by,
    example: { name: '经办甲', unit: 'transport', post: '副科长' },
    summary: { zh: '更改账号的姓名、单位、职务', en: 'Name, unit and post of an account are stated anew' },
  },
  GrantRole: {
    body: GrantRole,
    path: '/accounts/:id/roles/grant',
    by,
    example: { role: 'unitClerk' },
    summary: { zh: '授予角色', en: 'A role is granted' },
  },
  RevokeRole: {
    body: RevokeRole,
    path: '/accounts/:id/roles/revoke',
    by,
    example: { role: 'unitClerk' },
    summary: { zh: '收回角色', en: 'A role is revoked' },
  },
  IssueToken: {
    body: IssueToken,
    path: '/accounts/:id/tokens/issue',
    by,
    example: { token: 'laptop', digest: '0123456789abcdef'.repeat(4), expiresOn: '2027-12-31' },
    summary: { zh: '签发令牌（只存摘要）', en: 'A token is issued; only its digest is kept' },
  },
  RevokeToken: {
    body: RevokeToken,
    path: '/accounts/:id/tokens/revoke',
    by,
    example: { token: 'laptop' },
    summary: { zh: '吊销令牌', en: 'A token is revoked' },
  },
  LockAccount: {
    body: LockAccount,
    path: '/accounts/:id/lock',
    by,
    example: { reason: '离岗' },
    summary: { zh: '锁定账号', en: 'An account is locked' },
  },
  UnlockAccount: {
    body: UnlockAccount,
    path: '/accounts/:id/unlock',
    by,
    example: { reason: '返岗' },
    summary: { zh: '解锁账号', en: 'An account is unlocked' },
  },
};
