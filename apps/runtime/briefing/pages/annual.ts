import type { Block } from '#libs/documents/content.js';
import { annualBlocks, annualHeadings, annualWords } from '../sentences/annual.js';
import { yearOf } from '../point.js';
import { attachmentsOf } from './bimonthly.js';
import { yearChart } from './chart.js';
import { framed, heading, present, wordsOf, type Page, type Paging } from './page.js';
import { restatementRows } from './restatement-rows.js';

/** 年度总结: the chapters of the two texts; one without anything to say is left out. */
export const annualPage = (paging: Paging): Page => {
  const { drafting, request } = paging;
  const { point } = drafting;
  const drafted = annualWords(drafting);
  const blocks = annualBlocks.flatMap((name): readonly Block[] => {
    const words = wordsOf(drafted[name], request.edits[name], drafting);
    const chart = name === 'overview' ? present([yearChart(point)]) : [];
    return words.length === 0 ? [] : [heading(annualHeadings[name]), ...words, ...chart];
  });
  const restatements = restatementRows(point);
  return framed(paging, {
    title: request.title ?? `${yearOf(point)}年办理市人大代表建议和政协提案工作总结`,
    blocks,
    attachments: attachmentsOf(paging),
    ...(restatements.length > 0 ? { restatements } : {}),
  });
};
