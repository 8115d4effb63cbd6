import { at } from './days.js';
import { numberOf } from './ledgers.js';
import { caseStep, inOrder, type Step } from './step.js';
import { clerks } from './telling.js';

export type Variant = 'T4a' | 'T4b';

export const correctedRef = '2015-s0722';
export const changedRef = '2014-s0023';

/** T4a: wrong from the start, corrected by one person and approved by another. */
const corrected = (): readonly Step[] => [
  {
    at: at('2015-11-02', '10:00'),
    by: clerks.first,
    key: 'T4a/correction',
    do: {
      kind: 'correction',
      case: numberOf(correctedRef),
      type: 'CaseRegistered',
      data: { outerRole: 'lead' },
      reason: '市交办单所列角色为主办，登记有误',
    },
  },
  {
    at: at('2015-11-02', '11:00'),
    by: clerks.second,
    key: 'T4a/approval',
    do: { kind: 'approval', case: numberOf(correctedRef), of: 'T4a/correction' },
  },
];

/** T4b: changed in the world, written down late. */
const changed = (): readonly Step[] => [
  caseStep(
    { at: at('2015-11-02', '10:00'), by: clerks.first, key: 'T4b/role' },
    {
      case: numberOf(changedRef),
      name: 'ChangeOuterRole',
      body: { occurredOn: '2015-04-10', to: 'lead', by: '市政府办公厅', reason: '改由本区主办' },
    },
  ),
];

/** As a lead, its unit owes a reply that it never gave: nobody can praise it any more. */
const unpraised = 'ConfirmPraise/jiaotong';

/** The same script with one thing more, at its place, and without what can then not be done. */
export const withVariant = (steps: readonly Step[], variant?: Variant): readonly Step[] => {
  if (!variant) return steps;
  const kept = steps.filter(({ key }) => !key.endsWith(unpraised));
  return inOrder([...kept, ...(variant === 'T4a' ? corrected() : changed())]);
};
