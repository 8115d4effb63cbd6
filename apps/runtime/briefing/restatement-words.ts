import { cases } from '#libs/cases/aggregate.js';
import { foldAt } from '#libs/kernel/decider.js';
import { dayOf } from '#libs/kernel/clock.js';
import type { CausingEvent, FigureChange } from '#libs/office/briefing-bodies.js';
import type { BriefingIssued } from '#libs/office/briefing-events.js';
import type { CauseSources } from '../queries/causes.js';
import { upcast } from '../catalog.js';
import { dayInWords } from './sentences/drafting.js';
import { briefingInWords, eventInWords, figureInWords, valueInWords } from './words.js';

interface Said {
  readonly issued: BriefingIssued;
  readonly changes: readonly FigureChange[];
  readonly causes: readonly CausingEvent[];
  readonly addressees: readonly string[];
}

const mostFigures = 12;
const mostCauses = 8;

type UnitName = (unit: string) => string;

/** The restatement as the office would send it: which figures, from what to what, because of which events (semantics 49). */
export const restatementInWords = async (said: Said, unitName: UnitName, sources: CauseSources): Promise<string> => {
  const { issued, changes, causes, addressees } = said;
  const title = `《${briefingInWords(issued)}》（${dayInWords(issued.occurredOn)}印发）部分数字更正如下：`;
  const why = await causesInWords(causes, sources);
  const lines = [
    `${title}${figuresInWords(changes, unitName)}`,
    why === '' ? '' : `更正原因：${why}`,
    addressees.length === 0 ? '' : `原通报点名批评的${addressees.map(unitName).join('、')}，依据已有变动，一并告知。`,
  ];
  return lines.filter((line) => line !== '').join('\n');
};

const figuresInWords = (changes: readonly FigureChange[], unitName: UnitName): string => {
  const total = changes.filter(({ scope }) => scope['unit'] === undefined);
  const first = (total.length > 0 ? total : changes).slice(0, mostFigures);
  const said = first.map(
    ({ figure, scope, issued, now }) =>
      `${figureInWords(figure, scope, unitName)}由${valueInWords(issued)}更正为${valueInWords(now)}`,
  );
  const rest = changes.length - first.length;
  return `${said.join('；')}${rest > 0 ? `；另有${rest}个数字相应更正` : ''}。`;
};

const causesInWords = async (causes: readonly CausingEvent[], sources: CauseSources): Promise<string> => {
  const said: string[] = [];
  for (const cause of causes.slice(0, mostCauses)) said.push(await causeInWords(cause, sources));
  const rest = causes.length - said.length;
  return said.length === 0 ? '' : `${said.join('；')}${rest > 0 ? `；另有${rest}条记录` : ''}。`;
};

/** 「第0722号“…”：更正（2015年11月2日录入，市交办单所列角色为主办，登记有误）」 */
const causeInWords = async ({ stream, eventId, type, seq }: CausingEvent, { events, prefix }: CauseSources) => {
  const read = (await events.readStream(stream)).events.map(upcast);
  const event = read.find(({ id }) => id === eventId);
  const isCase = stream.startsWith(`${prefix}-case-`);
  const { registered } = isCase ? foldAt(cases, read) : {};
  const of = registered ? `第${registered.number}号“${registered.title}”：` : '';
  const { reason } = (event?.data ?? {}) as { reason?: string };
  const recorded = event ? `${dayInWords(dayOf(event.metadata.recordedAt))}录入` : `第${seq}条`;
  return `${of}${eventInWords(type)}（${reason ? `${recorded}，${reason}` : recorded}）`;
};
