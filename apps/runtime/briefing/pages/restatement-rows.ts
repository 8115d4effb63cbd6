import type { Restatement } from '#libs/documents/content.js';
import { figureAddress } from '../addresses.js';
import type { BriefingPoint, RestatedIssue } from '../point.js';
import { briefingInWords, eventInWords, figureInWords, valueInWords } from '../words.js';

/** Of each issue so many figures are named; the rest open with the issue itself. */
const mostNamed = 12;

/** Figures of earlier issues that read differently now, in the chapter 数据更正 (semantics 49). */
export const restatementRows = (point: BriefingPoint): readonly Restatement[] =>
  point.restated
    .filter(({ issued }) => issued.validAt <= point.validAt)
    .flatMap((restatedIssue) => rowsOf(restatedIssue, point));

const rowsOf = ({ issued, restated }: RestatedIssue, point: BriefingPoint): readonly Restatement[] => {
  const of = briefingInWords(issued);
  const because = [...new Set(restated.causes.map(({ type }) => eventInWords(type)))].join('、');
  const inTotal = restated.changes.filter(({ scope }) => scope['unit'] === undefined);
  const named = (inTotal.length > 0 ? inTotal : restated.changes).slice(0, mostNamed);
  return named.map(({ figure, scope, issued: then, now }) => ({
    of,
    figure: figureInWords(figure, scope, (unit) => point.units.unitName(unit)),
    issued: valueInWords(then),
    now: valueInWords(now),
    because,
    address: figureAddress({ id: figure, scope }, { ...point, validAt: issued.validAt, from: issued.from }),
  }));
};
