import { monthOf } from '#libs/calendar/day.js';
import { yearOf } from '../point.js';
import { ifAny, numberOf, sentence, type Drafting } from './drafting.js';
import { disclosureClause } from './disclosure.js';

/** The two ways in which the yearly texts have put it, by the year from which each is the usual one. */
const styles = [
  { from: 2013, style: 'running' },
  { from: 2018, style: 'itemised' },
] as const;

type Style = (typeof styles)[number]['style'];

const styleOf = (year: string): Style => styles.findLast(({ from }) => from <= Number(year))?.style ?? 'running';

/** 「基本情况」: what the city handed over in the year, what was done in time, and what the proposers said. */
export const overviewOf = (drafting: Drafting): string =>
  styleOf(yearOf(drafting.point)) === 'running' ? running(drafting) : itemised(drafting);

type Kind = 'suggestion' | 'proposal';

/** Cases of the city (and the nation): the district's own are told apart. */
const citys = 'level=city,national';

const field = ({ point }: Drafting, kind?: Kind, role?: string): string =>
  `{received|year=${yearOf(point)}|${citys}${kind ? `|kind=${kind}` : ''}${role ? `|outerRole=${role}` : ''}}`;

/** Names of fields, without braces. */
const inside = (text: string): string => text.slice(1, -1);

/** 「主合办」 only where the kind holds a joint case (semantics 51). */
const leadWord = (drafting: Drafting, kind: Kind): string =>
  numberOf(drafting, inside(field(drafting, kind, 'joint'))) > 0 ? '主合办' : '主办';

const roles = (drafting: Drafting, kind: Kind, joint: string): string => {
  const lead = `${leadWord(drafting, kind)}${field(drafting, kind, 'leadOrJoint')}件`;
  return `（${lead}${joint}会办${field(drafting, kind, 'co')}件）`;
};

/** 2015: 「…其中代表建议29件（主合办6件、会办23件）和政协提案4件（主办1件，会办3件）。均已在规定期限内办理…」 */
const running = (drafting: Drafting): string => {
  const { validAt } = drafting.point;
  const suggestions = `代表建议${field(drafting, 'suggestion')}件${roles(drafting, 'suggestion', '、')}`;
  const proposals = `政协提案${field(drafting, 'proposal')}件${roles(drafting, 'proposal', '，')}`;
  const received = `截止${yearOf(drafting.point)}年${monthOf(validAt)}月，我区共收到市人大代表建议和政协提案${field(drafting)}件`;
  return `${received}，其中${suggestions}和${proposals}。${doneInTime(drafting)}${districtSentence(drafting)}`;
};

/** 2024: 「…共34件。其中，市人大代表建议、批评和意见24件（主办5件，会办19件），政协提案10件（主办3件，会办7件）…」 */
const itemised = (drafting: Drafting): string => {
  const suggestions = `市人大代表建议、批评和意见${field(drafting, 'suggestion')}件${roles(drafting, 'suggestion', '，')}`;
  const proposals = `政协提案${field(drafting, 'proposal')}件${roles(drafting, 'proposal', '，')}`;
  const source = '市政府办公厅交办的市人大代表建议、批评、意见和政协提案';
  const received = `${yearOf(drafting.point)}年，我区共收到${source}共${field(drafting)}件`;
  const answered = `${subjectSentence(drafting)}${answeredSentence(drafting)}`;
  return `${received}。其中，${suggestions}，${proposals}。${answered}${districtSentence(drafting)}`;
};

const isAll = (drafting: Drafting, name: string): boolean =>
  numberOf(drafting, name) > 0 && numberOf(drafting, name) === numberOf(drafting, `${name}.base`);

const isDone = (drafting: Drafting): boolean =>
  isAll(drafting, 'doneInTime') && numberOf(drafting, 'doneInTime') === numberOf(drafting, 'year');

const doneInTime = (drafting: Drafting): string => {
  const done = isDone(drafting)
    ? '均已在规定期限内办理和答复代表、委员或主办单位'
    : '已办复{done}件，按期办复率{doneInTime.rate}（{doneInTime}/{doneInTime.base}）';
  return sentence([done, contentWords(drafting)]);
};

const grade = ({ point }: Drafting, axis: 'N9' | 'N9a', cell: string): string =>
  `${axis}/grades|year=${yearOf(point)}|cell=${cell}`;

/** 「均表示满意或理解」 only where no form says less. */
const contentWords = (drafting: Drafting): string => {
  const counts = (cell: string) =>
    (['N9', 'N9a'] as const).map((axis) => numberOf(drafting, grade(drafting, axis, cell)));
  const [less, good] = [
    [...counts('mostly'), ...counts('dissatisfied')],
    [...counts('satisfied'), ...counts('understands')],
  ];
  if (good.every((count) => count === 0)) return '';
  if (less.every((count) => count === 0)) return '代表、委员均表示满意或理解';
  return '办理结果满意率{satisfied.rate}';
};

const mostSubjects = 3;

/** 「主要集中在城建交通、经济财农、教科文卫体等方面」: the three largest, in the order of their size. */
const subjectSentence = ({ point }: Drafting): string => {
  const asked = { figures: ['N19'], by: [], scope: { year: yearOf(point), level: 'city,national' }, cells: true };
  const found = point.figures.row(asked as never).filter(({ scope }) => scope['cell'] !== 'unclassified');
  const largest = found.toSorted((a, b) => b.numerator - a.numerator).slice(0, mostSubjects);
  return largest.length < mostSubjects
    ? ''
    : `主要集中在${largest.map(({ scope }) => scope['cell']).join('、')}等方面。`;
};

const answeredSentence = (drafting: Drafting): string => {
  const lead = numberOf(drafting, 'year.joint') > 0 ? '主合办件' : '主办件';
  if (!isAll(drafting, 'replied')) return sentence([`目前${lead}已答复{replied}件，答复率{replied.rate}`]);
  const disclosed = disclosureClause(drafting).replace(/。$/, '');
  return sentence([`目前{replied}件${lead}已全部答复完毕`, disclosed]);
};

const districtSentence = (drafting: Drafting): string =>
  ifAny(
    drafting,
    'year.none',
    '另，办理区人大代表建议和区政协提案{year.none}件，其中建议{year.suggestion.none}件、提案{year.proposal.none}件。',
  );
