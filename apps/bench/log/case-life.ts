import { dayFromNumber } from '#libs/calendar/day.js';
import type { AssignedUnit, CaseRegistered } from '#libs/cases/events.js';
import type { InnerRole, Level, OuterRole } from '#libs/cases/vocabulary.js';
import { units } from '#apps/demo/units.js';
import { corrected } from './corrections.js';
import { answering, lookingBack } from './answering.js';
import type { Seeded } from './seeded.js';
import { Teller, type Case, type Told } from './telling.js';

/** One case from its registration to the last look back, in the order of writing down. */
export const caseLife = (index: number, start: number, seeded: Seeded): { id: string; told: readonly Told[] } => {
  const teller = new Teller(seeded);
  const registered = registering(index, start, seeded);
  const named = seeded.some(units, seeded.whole(1, 4)).map(({ id }) => id);
  const life: Case = { id: seeded.id(), registered, start, teller, units: named, commitments: [] };
  const { occurredOn: _, ...data } = registered;
  teller.tell('CaseRegistered', start, data);
  intake(life);
  handling(life);
  if (registered.outerRole === 'co') answeringTheCity(life);
  else if (!seeded.chance(0.02)) lookingBack(life, answering(life));
  else
    teller.tell('CaseWithdrawn', teller.day(start, 44, 60), { reason: '内容已经落实', signers: registered.proposers });
  const told = [...teller.told, ...corrected(life)];
  return { id: life.id, told: told.sort((a, b) => a.recordedOn - b.recordedOn) };
};

const levels: readonly Level[] = ['city', 'city', 'city', 'city', 'city', 'district', 'district', 'national'];
const roles: readonly OuterRole[] = ['lead', 'lead', 'joint', 'co', 'co'];
const bodies = { city: '上海市', district: '闵行区', national: '全国' } as const;
const people = '甲乙丙丁戊己庚辛壬癸';

const registering = (index: number, start: number, seeded: Seeded): CaseRegistered => {
  const level = seeded.pick(levels);
  const kind = seeded.chance(0.6) ? 'suggestion' : 'proposal';
  const title = kind === 'suggestion' ? '代表' : '委员';
  const proposers = seeded.some([...people], seeded.whole(1, 3)).map((name) => `${title}${name}`);
  const day = dayFromNumber(start);
  const answered = { on: dayFromNumber(start + 90) };
  const role = level === 'district' ? undefined : seeded.pick(roles);
  return {
    occurredOn: day,
    level,
    kind,
    body: `${bodies[level]}${kind === 'suggestion' ? '人大' : '政协'}`,
    term: 14 + Math.floor((Number(day.slice(0, 4)) - 2013) / 5),
    session: 1 + ((Number(day.slice(0, 4)) - 2013) % 5),
    sitting: Number(day.slice(5, 7)) <= 3 ? 'in-session' : 'recess',
    number: String(index).padStart(6, '0'),
    title: `关于${seeded.pick(units).name}第${index}项工作的${kind === 'suggestion' ? '建议' : '提案'}`,
    proposers,
    leadProposer: proposers[0]!,
    ...(role && { outerRole: role }),
    due: role === 'co' ? { coOpinion: { on: dayFromNumber(start + 30) } } : role ? { reply: answered } : {},
    rules: 'shanghai-2013',
  };
};

const subjects = ['城建交通', '经济财农', '教科文卫体', '社会民生'];

const intake = ({ teller, start, units: named, registered }: Case): void => {
  const { seeded } = teller;
  teller.tell('CaseClassified', start + 1, { scheme: 'minhang-2013', subject: seeded.pick(subjects) });
  if (seeded.chance(0.1)) teller.tell('CaseFlagged', start + 1, { flag: seeded.pick(['keySupervised', 'difficult']) });
  const assignedOn = teller.day(start, 1, 4);
  const assigned = named.map((unit, place): AssignedUnit => {
    const role: InnerRole = place === 0 ? 'lead' : 'support';
    return { unit, role, due: { on: dayFromNumber(assignedOn + (place === 0 ? 60 : 21)) } };
  });
  const reply = registered.level === 'district' ? { reply: { on: dayFromNumber(assignedOn + 90) } } : {};
  teller.tell('CaseAssigned', assignedOn, {
    units: assigned,
    leaderInCharge: '副区长子',
    due: { ...reply, innerReply: { on: dayFromNumber(assignedOn + 60) } },
    rules: 'shanghai-2013',
  });
  for (const unit of named)
    teller.by(unit).tell('AssignmentAccepted', teller.day(assignedOn, 1, 4), { unit, handler: `${unit}经办` });
};

const modes = ['faceToFace', 'visit', 'meeting', 'phone', 'online'] as const;

/** Visits and calls, the co-units' opinions, the plan, what came of it so far. */
const handling = ({ teller, start, units: named, registered }: Case): void => {
  const { seeded } = teller;
  const [lead = '', ...support] = named;
  for (let left = seeded.whole(3, 6); left > 0; left -= 1) {
    const mode = seeded.pick(modes);
    const data = {
      contact: seeded.id(),
      mode,
      phase: 'during' as const,
      participants: [`${lead}经办`],
      proposers: [registered.leadProposer],
      countsAsFaceToFace: mode !== 'phone' && mode !== 'online',
      summary: '就办理进展当面沟通，听取意见，说明下一步安排',
      unit: lead,
    };
    teller.by(lead).tell('ContactRecorded', teller.day(start, 6, 42), data);
  }
  for (const unit of support) {
    const data = { opinion: `inner:${unit}`, layer: 'inner' as const, unit, text: '结合年度计划安排', filing: 1 };
    const filed = teller.by(unit).tell('CoOpinionFiled', teller.day(start, 8, 28), data);
    if (seeded.chance(0.5)) teller.by(lead).tell('CoOpinionAdopted', filed.on + 2, { opinion: data.opinion });
  }
};

/** A co case ends with the district's opinion to the city's lead body. */
const answeringTheCity = ({ teller, start, units: [lead = ''] }: Case): void => {
  const data = { opinion: 'outer', layer: 'outer' as const, unit: lead, text: '同意由牵头单位统一答复', filing: 1 };
  teller.by(lead).tell('CoOpinionFiled', teller.day(start, 29, 36), data);
};
