import type { TableBlock } from '#libs/documents/content.js';
import type { Page } from './pages/page.js';
import { onPaper } from './paper.js';

const listOf = (lines: number): Page => ({
  head: { form: 'bulletin', name: '通报', issue: '第1期', organ: '办公室', date: '2015-03-16' },
  title: '通报',
  author: '办公室',
  blocks: [],
  attachments: [
    {
      title: '清单',
      blocks: [
        {
          kind: 'table',
          columns: [{ title: '编号', type: 'text' }],
          rows: Array.from({ length: lines }, (_, at) => [String(at)]),
        },
      ],
    },
  ],
});

it('a list an office can read is printed whole', () => expect(onPaper(listOf(200))).toEqual(listOf(200)));

it('a longer one prints its first lines and says where all of them stand', () => {
  const [table] = onPaper(listOf(1163)).attachments![0]!.blocks;
  expect(table).toMatchObject({ notes: ['全表1163行，此处列前200行，其余见本期电子表格。'] });
  expect((table as TableBlock).rows).toHaveLength(200);
});
