import type { Block } from '#libs/documents/content.js';
import type { Page } from './pages/page.js';

/** A list prints its most pressing lines; nobody reads a thousand of them on paper. */
const mostLines = 200;

/** The page as it is printed: long lists say how many lines they have and where all of them stand. */
export const onPaper = (page: Page): Page => ({
  ...page,
  blocks: page.blocks.map(shortened),
  ...(page.attachments
    ? { attachments: page.attachments.map((each) => ({ ...each, blocks: each.blocks.map(shortened) })) }
    : {}),
});

const shortened = (block: Block): Block => {
  if (block.kind !== 'table' || block.rows.length <= mostLines) return block;
  const note = `全表${block.rows.length}行，此处列前${mostLines}行，其余见本期电子表格。`;
  return { ...block, rows: block.rows.slice(0, mostLines), notes: [...(block.notes ?? []), note] };
};
