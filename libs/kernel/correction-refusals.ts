import { refusals } from './refusal.js';

/** Every "no" of correcting, the same for every stream (semantics B). */
export const refuseCorrection = refusals({
  'fact.unknown': { zh: '没有该事件：{target}', en: 'There is no such event: {target}', status: 404 },
  'fact.not-correctable': { zh: '{type} 不能更正', en: '{type} cannot be corrected' },
  'fact.field-not-correctable': { zh: '字段不能更正：{fields}', en: 'These fields cannot be corrected: {fields}' },
  'fact.retracted': { zh: '该事件已撤销，不能更正', en: 'A retracted event is not corrected' },
  'fact.unchanged': { zh: '更正没有改变任何内容', en: 'The correction changes nothing' },
  'fact.has-dependents': {
    zh: '其他事件依赖于它，须一并撤销：{dependents}',
    en: 'Other events rest on it; name them in `together`: {dependents}',
    status: 409,
  },
  'fact.need-missing': {
    zh: '更正后该事件缺少其所依据的事实：{type} {on}',
    en: 'So corrected, {type} of {on} would rest on nothing',
    status: 409,
  },
  'fact.in-future': { zh: '日期 {on} 晚于录入日 {today}', en: 'The date {on} lies after the recording day {today}' },
  'correction.unknown': {
    zh: '没有待审的更正 {proposal}',
    en: 'There is no correction {proposal} to decide',
    status: 404,
  },
  'correction.decided': { zh: '该更正已有决定', en: 'The correction is decided already', status: 409 },
  'correction.same-person': {
    zh: '更正须由另一人复核',
    en: 'Another person than the proposer approves a correction',
    status: 403,
  },
});
