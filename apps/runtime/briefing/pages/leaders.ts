import { leaderBlocks, leaderWords } from '../sentences/leaders.js';
import { besides, usualLetterhead } from './letterhead.js';
import { framed, wordsOf, type Page, type Paging } from './page.js';
import { dayInWords } from '../sentences/drafting.js';

/** 专报: one page for the leaders of the district, without attachments. */
export const leadersPage = (paging: Paging): Page => {
  const { drafting, request } = paging;
  const { point } = drafting;
  const isOwn = point.kind === 'special';
  const drafted = leaderWords(drafting);
  const blocks = leaderBlocks.flatMap((name) =>
    wordsOf(drafted[name], isOwn ? request.edits[name] : undefined, drafting),
  );
  const letterhead = besides(request.letterhead ?? usualLetterhead(point.kind), usualLetterhead('special'));
  const own = isOwn && request.letterhead ? request : { ...request, letterhead };
  return framed(
    { ...paging, request: own },
    {
      title: (isOwn ? request.title : undefined) ?? titleOf(point.validAt),
      blocks,
    },
  );
};

const titleOf = (validAt: string): string => `关于截至${dayInWords(validAt)}建议提案办理情况的专报`;
