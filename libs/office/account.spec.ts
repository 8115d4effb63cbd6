import { systemActor } from '#libs/kernel/actor.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import { account, actorOf, isAdministrator, tokenMatches, type AccountEvents } from './account.js';
import type { UnitContext } from './context.js';

type Event = EventOf<AccountEvents>;

const today = '2015-10-31';
const context: UnitContext = {
  actor: systemActor('spec'),
  today,
  id: (what) => `${what}-1`,
  unitExists: (unit) => unit === 'transport',
};
const given = specification(account, context);

const digest = 'a'.repeat(64);
const occurredOn = '2015-01-05';
const opened: Event = {
  type: 'AccountOpened',
  data: { occurredOn, account: 'clerk', name: '经办甲', unit: 'transport' },
};
const granted = (role: 'office' | 'auditor' | 'administrator' | 'leader'): Event => ({
  type: 'RoleGranted',
  data: { occurredOn, role },
});
const token: Event = { type: 'TokenIssued', data: { occurredOn, token: 'laptop', digest, expiresOn: today } };
const locked: Event = { type: 'AccountLocked', data: { occurredOn, reason: '离岗' } };

const folded = (...events: Event[]) => foldAt(account, recorded(events));

describe('accounts (engine 39)', () => {
  it('an account is opened once, dated by the day it is recorded', () => {
    const command = { account: 'clerk', name: '经办甲', unit: 'transport' };
    given()
      .when('OpenAccount', command)
      .then([{ type: 'AccountOpened', data: { ...command, occurredOn: today } }]);
    given(opened).when('OpenAccount', command).thenRefused('account.already-open');
    given()
      .when('OpenAccount', { ...command, unit: 'nowhere' })
      .thenRefused('unit.unknown');
  });

  it('name, unit and post are stated anew together', () => {
    const described: Event = { type: 'AccountDescribed', data: { occurredOn, name: '经办乙' } };
    given(opened).when('DescribeAccount', { name: '经办乙' }).thenTypes('AccountDescribed');
    given(opened).when('DescribeAccount', { name: '经办乙', unit: 'nowhere' }).thenRefused('unit.unknown');
    expect(actorOf(folded(opened, granted('office'), described))).toEqual({
      id: 'clerk',
      name: '经办乙',
      roles: ['office'],
    });
  });

  it('nothing is granted to an account nobody opened', () => {
    given().when('GrantRole', { role: 'office' }).thenRefused('account.unknown');
    given().when('RevokeRole', { role: 'office' }).thenRefused('account.unknown');
    given().when('DescribeAccount', { name: '甲' }).thenRefused('account.unknown');
    given().when('IssueToken', { token: 'laptop', digest }).thenRefused('account.unknown');
    given().when('LockAccount', { reason: '离岗' }).thenRefused('account.unknown');
    given().when('UnlockAccount', { reason: '返岗' }).thenRefused('account.unknown');
    expect(actorOf(account.initial)).toBeUndefined();
  });

  it.each([
    ['auditor', 'administrator'],
    ['auditor', 'office'],
    ['administrator', 'auditor'],
    ['office', 'auditor'],
  ] as const)('whoever is %s is not also %s', (held, role) => {
    given(opened, granted(held)).when('GrantRole', { role }).thenRefused('account.roles-exclude');
  });

  it('other roles go together, each held once and revoked only where held', () => {
    given(opened, granted('office')).when('GrantRole', { role: 'administrator' }).thenTypes('RoleGranted');
    given(opened, granted('office')).when('GrantRole', { role: 'office' }).thenRefused('account.role-held');
    given(opened, granted('office')).when('RevokeRole', { role: 'office' }).thenTypes('RoleRevoked');
    given(opened).when('RevokeRole', { role: 'office' }).thenRefused('account.role-not-held');
  });

  it('a role revoked is gone, and what it excluded may be granted', () => {
    const revoked: Event = { type: 'RoleRevoked', data: { occurredOn, role: 'office' } };
    given(opened, granted('office'), revoked).when('GrantRole', { role: 'auditor' }).thenTypes('RoleGranted');
    expect(isAdministrator(folded(opened, granted('administrator')))).toBe(true);
    expect(isAdministrator(folded(opened, granted('administrator'), locked))).toBe(false);
  });
});

describe('tokens', () => {
  it('a token opens its account to the end of its last day', () => {
    const state = folded(opened, token);
    expect(tokenMatches(state, digest, today)).toBe(true);
    expect(tokenMatches(state, digest, '2015-11-01')).toBe(false);
    expect(tokenMatches(state, 'b'.repeat(64), today)).toBe(false);
  });

  it('no token opens a locked account, or one that nobody opened', () => {
    expect(tokenMatches(folded(opened, token, locked), digest, today)).toBe(false);
    expect(tokenMatches(folded(token), digest, today)).toBe(false);
    expect(actorOf(folded(opened, granted('office'), locked))?.roles).toEqual([]);
  });

  it('a revoked token opens nothing, in whatever order the two are read', () => {
    const revoked: Event = { type: 'TokenRevoked', data: { occurredOn, token: 'laptop' } };
    expect(tokenMatches(folded(opened, token, revoked), digest, today)).toBe(false);
    expect(tokenMatches(folded(opened, revoked, token), digest, today)).toBe(false);
    given(opened, token).when('RevokeToken', { token: 'laptop' }).thenTypes('TokenRevoked');
    given(opened, token, revoked).when('RevokeToken', { token: 'laptop' }).thenRefused('account.token-unknown');
    given(opened, token, revoked).when('IssueToken', { token: 'laptop', digest }).thenRefused('account.token-exists');
  });

  it('a token is not issued for a day that is over, nor to a locked account', () => {
    const command = { token: 'laptop', digest };
    given(opened)
      .when('IssueToken', { ...command, expiresOn: '2015-10-30' })
      .thenRefused('account.token-expired');
    given(opened)
      .when('IssueToken', { ...command, expiresOn: today })
      .thenTypes('TokenIssued');
    given(opened, locked).when('IssueToken', command).thenRefused('account.locked');
  });

  it('an account is locked and unlocked in turn', () => {
    given(opened).when('LockAccount', { reason: '离岗' }).thenTypes('AccountLocked');
    given(opened, locked).when('LockAccount', { reason: '离岗' }).thenRefused('account.locked');
    given(opened, locked).when('GrantRole', { role: 'office' }).thenRefused('account.locked');
    given(opened, locked).when('UnlockAccount', { reason: '返岗' }).thenTypes('AccountUnlocked');
    given(opened).when('UnlockAccount', { reason: '返岗' }).thenRefused('account.not-locked');
  });

  it('a role taken back cannot be brought back by correcting', () => {
    expect(account.correcting).toBeUndefined();
  });
});
