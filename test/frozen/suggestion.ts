import type { AllCaseCommands } from '#libs/cases/commands.js';

type Registration = AllCaseCommands['RegisterCase'];

/** A suggestion the city handed over in February 2015, led by the district unless said otherwise. */
export const suggestion = (number: string, more: object = {}): Registration => ({
  occurredOn: '2015-02-10',
  level: 'city',
  kind: 'suggestion',
  body: '上海市人大',
  term: 14,
  session: 3,
  sitting: 'in-session',
  number,
  title: '关于一件事的建议',
  proposers: ['代表甲'],
  outerRole: 'lead',
  ...more,
});
