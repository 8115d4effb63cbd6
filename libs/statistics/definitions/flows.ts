import { part, type Definition, type Flow } from './definition.js';

const flow = (name: Flow, { zh, en }: { zh: string; en: string }, evidence: readonly string[]): Definition => ({
  id: `flow.${name}`,
  version: 1,
  name: { zh, en },
  basis: {
    zh: '期初 + 收到 + 恢复办理 + 转入 − 答复 − 终止 − 转出 = 期末',
    en: 'opening + received + reopened + transferred in − answered − terminated − transferred out = closing',
  },
  counts: 'case',
  credit: 'countingUnit',
  parts: { numerator: part(zh, en, evidence) },
  flow: name,
});

/** Its events are those that changed the key it moved by, whichever key was asked for. */
const transfer = (name: Flow, { zh, en }: { zh: string; en: string }): Definition => ({
  ...flow(name, { zh, en }, []),
  parts: { numerator: { ...part(zh, en), moved: true } },
});

/** What moved the stock in a period: changes of membership from one day's end to the next (semantics 30). */
export const flows: readonly Definition[] = [
  flow('opening', { zh: '期初在办', en: 'opening stock' }, ['registeredSeq', 'stockSeq']),
  flow('received', { zh: '本期收到', en: 'received' }, ['registeredSeq']),
  flow('reopened', { zh: '恢复办理', en: 'reopened' }, ['stockSeq']),
  transfer('transferredIn', { zh: '转入', en: 'transferred in' }),
  flow('answered', { zh: '本期答复', en: 'answered' }, ['answeredSeq', 'stockSeq']),
  flow('terminated', { zh: '本期终止', en: 'terminated' }, ['terminatedSeq']),
  transfer('transferredOut', { zh: '转出', en: 'transferred out' }),
  flow('closing', { zh: '期末在办', en: 'closing stock' }, ['registeredSeq', 'stockSeq']),
];
