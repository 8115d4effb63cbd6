import { derivedId } from '#libs/kernel/ids.js';
import type { Standing } from '../log/recording.js';
import { Seeded } from '../log/seeded.js';
import type { Order } from './order.js';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

const day = '2025-11-03';

/** Contacts and progress, recorded on a different case each time by a clerk of the office. */
export const commands = ({ token, cases: all, run }: Order): (() => Request) => {
  let given = 0;
  // One that was registered on the last days has no unit yet that could report.
  const cases = all.filter(({ lead }) => lead !== '');
  return () => {
    given += 1;
    const one = cases[given % cases.length] as Standing;
    const headers = {
      authorization: `Bearer ${token}`,
      'idempotency-key': derivedId('load', run, given),
      'if-match': `"${one.revision}"`,
    };
    const isContact = given % 2 === 0;
    const path = `/api/v1/cases/${one.id}/${isContact ? 'contacts' : 'progress'}`;
    return { method: 'POST', path, headers, body: isContact ? contact(one) : progress(one, given) };
  };
};

const contact = ({ proposer }: Standing) => ({
  occurredOn: day,
  mode: 'faceToFace',
  phase: 'during',
  proposers: [proposer],
  participants: ['承办人'],
  summary: '就办理进展当面沟通，听取意见，说明下一步安排',
});

const progress = ({ lead }: Standing, given: number) => ({
  occurredOn: day,
  unit: lead,
  percent: given % 101,
  text: '按计划推进，已完成阶段性工作',
});

/** What an office looks at: a case, its history, the ledger, the figures of a year. */
export const queries = ({ token, cases }: Order): (() => Request) => {
  const seeded = new Seeded(cases.length);
  const headers = { authorization: `Bearer ${token}` };
  const kinds = [
    () => `/api/v1/cases/${seeded.pick(cases).id}`,
    () => `/api/v1/cases/${seeded.pick(cases).id}/history`,
    () => `/api/v1/cases/${seeded.pick(cases).id}`,
    () => `/api/v1/activity?limit=20`,
    () => `/api/v1/statistics?year=${seeded.whole(2014, 2025)}&by=kind`,
  ];
  return () => ({ method: 'GET', path: seeded.pick(kinds)(), headers });
};
