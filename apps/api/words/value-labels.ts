import {
  actingLevelLabels,
  caseFlagLabels,
  contactModeLabels,
  contactPhaseLabels,
  disclosureLabels,
  findingLabels,
  gradeLabels,
  implementationLabels,
  innerRoleLabels,
  kindLabels,
  levelLabels,
  opinionLayerLabels,
  outcomeLabels,
  outerRoleLabels,
  productLabels,
  rehandlingCauseLabels,
  sittingLabels,
  stageLabels,
  terminationLabels,
} from '#libs/cases/value-labels.js';
import { briefingLabels, meetingLabels, postLabels, roleLabels } from '#libs/office/labels.js';
import { label, labelIn, type Label } from './labels.js';

type Labels = Readonly<Record<string, Label>>;

/** Names that closed lists of the statistics have beside the cases' own. */
const moreTerminations: Labels = { referralAccepted: label('市里收回改派', 'taken back by the city') };

/** A column of the matrix is a finding, or the class a finding moved the case to. */
const matrixColumns: Labels = {
  ...findingLabels,
  ...Object.fromEntries(
    Object.entries(outcomeLabels).map(([code, { zh, en }]) => [`to:${code}`, label(`→${zh}`, `→ ${en}`)]),
  ),
  unchecked: label('未核', 'unchecked'),
};

const buckets: Labels = {
  none: label('无', 'none'),
  unassigned: label('未分办', 'unassigned'),
  unclassified: label('未分类', 'unclassified'),
  unchecked: label('未核', 'unchecked'),
  all: label('全部', 'all'),
};

const yes: Labels = { true: label('是', 'yes'), false: label('否', 'no') };

/** Schemes of this release's rule books; another's are told by their code. */
const schemes: Labels = {
  'shanghai-suggestion': label('上海市代表建议办理结果', 'Shanghai, suggestions'),
  'shanghai-proposal': label('上海市政协提案办理结果', 'Shanghai, proposals'),
  'minhang-2013': label('闵行区题材分类（2013）', 'Minhang, 2013'),
  'minhang-2024': label('闵行区题材分类（2024）', 'Minhang, 2024'),
};

/** Fact or dimension → the labels of its closed list. */
const valueLabels: Readonly<Record<string, Labels>> = {
  level: levelLabels,
  levels: actingLevelLabels,
  kind: kindLabels,
  sitting: sittingLabels,
  outerRole: outerRoleLabels,
  innerRole: innerRoleLabels,
  stage: { ...stageLabels, ...moreTerminations },
  terminatedAs: { ...terminationLabels, ...moreTerminations },
  flags: caseFlagLabels,
  flag: caseFlagLabels,
  outcome: outcomeLabels,
  replyOutcome: outcomeLabels,
  currentOutcome: outcomeLabels,
  explicitOutcome: outcomeLabels,
  newOutcome: outcomeLabels,
  implementation: implementationLabels,
  matrixColumn: matrixColumns,
  disclosure: disclosureLabels,
  role: innerRoleLabels,
  status: {
    assigned: label('待签收', 'assigned'),
    accepted: label('已签收', 'accepted'),
    returnPending: label('退办待定', 'return pending'),
    returned: label('已退办', 'returned'),
    dropped: label('已撤出', 'dropped'),
    replaced: label('已改派', 'replaced'),
  },
  referral: {
    pending: label('待定', 'pending'),
    refused: label('不同意', 'refused'),
    accepted: label('同意', 'accepted'),
  },
  returnDecision: {
    approved: label('同意', 'approved'),
    refused: label('不同意', 'refused'),
    pending: label('待定', 'pending'),
  },
  step: {
    remind: label('提醒', 'reminder'),
    urge: label('催办', 'urging'),
    supervise: label('督办', 'supervision'),
  },
  scheme: schemes,
  replyScheme: schemes,
  subjectScheme: schemes,
  from: { plan: label('计划', 'plan'), reply: label('答复', 'reply') },
  layer: opinionLayerLabels,
  mode: contactModeLabels,
  phase: contactPhaseLabels,
  ledByPosts: postLabels,
  posts: postLabels,
  signerPosts: postLabels,
  answeredBy: { district: label('区政府', 'the district government'), unit: label('承办单位', 'the unit') },
  post: postLabels,
  cause: rehandlingCauseLabels,
  attitude: gradeLabels,
  result: gradeLabels,
  finding: findingLabels,
  products: productLabels,
  meetingType: meetingLabels,
  briefing: briefingLabels,
  accountRole: roleLabels,
};

/** A value of a closed list as it is called where it stands: `lead` is another word of the district than of a unit. */
export const valueLabel = (field: string, value: string): Label | undefined => {
  const own = labelIn(valueLabels, field) === undefined ? undefined : labelIn(valueLabels[field]!, value);
  return own ?? labelIn(buckets, value) ?? labelIn(yes, value);
};

/** Keys of a figure's cells stand in no field of their own: outcomes, grades, findings, disclosures are told apart by name. */
export const cellLabel = (key: string): Label | undefined =>
  [
    outcomeLabels,
    gradeLabels,
    matrixColumns,
    disclosureLabels,
    implementationLabels,
    contactModeLabels,
    rehandlingCauseLabels,
  ]
    .map((labels) => labelIn(labels, key))
    .find((found) => found !== undefined) ?? labelIn(buckets, key);
