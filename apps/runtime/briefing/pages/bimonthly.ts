import type { Attachment, Block } from '#libs/documents/content.js';
import { bimonthlyBlocks, bimonthlyHeadings, bimonthlyWords, spanWithYear } from '../sentences/bimonthly.js';
import { yearChart } from './chart.js';
import { comparisonTable } from './comparison.js';
import { listTables } from './list-tables.js';
import { movedTable } from './moved-table.js';
import { framed, heading, present, wordsOf, type Page, type Paging } from './page.js';
import { restatementRows } from './restatement-rows.js';
import { receiptTable, unitTable } from './tables.js';

/** 双月通报, 简报: five blocks, problems, next steps, attachments (domain 8). */
export const bimonthlyPage = (paging: Paging): Page => {
  const { drafting, request } = paging;
  const { point } = drafting;
  const drafted = bimonthlyWords(drafting);
  const blocks = bimonthlyBlocks.flatMap((name): readonly Block[] => [
    heading(bimonthlyHeadings[name]),
    ...wordsOf(drafted[name], request.edits[name], drafting),
    ...(name === 'progress' ? [receiptTable(point), ...present([yearChart(point)])] : []),
  ]);
  const restatements = restatementRows(point);
  return framed(paging, {
    title: request.title ?? [`关于${spanWithYear(point)}`, '市、区建议提案办理情况的通报'],
    blocks,
    attachments: attachmentsOf(paging),
    ...(restatements.length > 0 ? { restatements } : {}),
  });
};

/** The per-unit table, the lists that hold anything, and the comparison. */
export const attachmentsOf = ({ drafting, figures }: Paging): readonly Attachment[] => {
  const { lists, point, previous } = drafting;
  const listed = listTables.map(([title, make]) => {
    const table = make(lists);
    return table && { title, blocks: [table] };
  });
  const moved = movedTable(drafting);
  const comparison = comparisonTable(point, previous);
  return present([
    { title: '各承办单位办理情况表', blocks: [unitTable(point, figures)] },
    ...listed,
    comparison && { title: '与上期、上年同期比较表', blocks: [comparison] },
    moved && { title: '与上期相比增减件清单', blocks: [moved] },
  ]);
};
