import { jest } from '@jest/globals';
import JSZip from 'jszip';
import type { Block, Content } from '#libs/documents/content.js';
import { wordFile } from '#libs/documents/word/print.js';
import { sampleBulletin, sampleLetter, sampleOfficial, samples } from './samples.js';

// Printing takes a fraction of a second, on a busy machine several.
jest.setTimeout(60_000);

const parts = async (content: Content): Promise<JSZip> => JSZip.loadAsync(await wordFile(content));
const part = async (content: Content, name = 'word/document.xml'): Promise<string> =>
  (await (await parts(content)).file(name)?.async('string')) ?? '';

const paragraphs = (xml: string): readonly string[] => xml.split('</w:p>');
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');
const paragraphOf = (xml: string, text: string): string => paragraphs(xml).find((one) => textOf(one) === text) ?? '';

/** The order the format prescribes; Word may refuse a file that does not keep it. */
const orders: Readonly<Record<string, readonly string[]>> = {
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing jc textDirection textAlignment outlineLvl rPr sectPr'.split(
      ' ',
    ),
  'w:rPr':
    'rStyle rFonts b bCs i iCs caps strike noProof snapToGrid vanish color spacing w kern position sz szCs highlight u bdr shd fitText vertAlign rtl cs em lang'.split(
      ' ',
    ),
  'w:tcPr': 'tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign'.split(' '),
};

const childrenOf = (xml: string, tag: string): readonly (readonly string[])[] =>
  [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, inner = '']) =>
    [
      ...inner
        .replace(/<w:rPr>.*?<\/w:rPr>|<w:pBdr>.*?<\/w:pBdr>|<w:tabs>.*?<\/w:tabs>|<w:tcMar>.*?<\/w:tcMar>/gs, '')
        .matchAll(/<w:(\w+)/g),
    ].map(([, name = '']) => name),
  );

describe('a Word file of GB/T 9704 (documents 1)', () => {
  it('has A4 pages with the text area of the standard and a grid of 22 lines', async () => {
    const xml = await part(sampleOfficial);
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xml).toContain('<w:docGrid w:type="lines" w:linePitch="579"/>');
  });

  it('names its fonts, Chinese and Latin, and its languages apart', async () => {
    const styles = await part(sampleOfficial, 'word/styles.xml');
    for (const font of ['仿宋_GB2312', '楷体_GB2312', '黑体', '宋体', '方正小标宋简体'])
      expect(styles).toContain(`w:eastAsia="${font}"`);
    expect(styles).toContain('<w:lang w:val="en-US" w:eastAsia="zh-CN"/>');
    expect(styles).not.toContain('w:val="zh-CN"');
  });

  it('takes other fonts where the content names them', async () => {
    const fonts = { body: '方正仿宋_GBK', title: '方正小标宋_GBK' };
    const styles = await part({ ...sampleOfficial, fonts }, 'word/styles.xml');
    expect(styles).toContain('方正仿宋_GBK');
    expect(styles).not.toContain('仿宋_GB2312');
    expect(styles).toContain('w:eastAsia="黑体"');
  });

  it.each(Object.keys(samples))('keeps the order of properties that the format prescribes: %s', async (form) => {
    const content = samples[form as keyof typeof samples];
    const names = ['word/document.xml', 'word/styles.xml', 'word/footer1.xml'];
    const found = await Promise.all(names.map((name) => part(content, name)));
    const wrong = found.flatMap((xml) =>
      Object.entries(orders).flatMap(([tag, order]) =>
        childrenOf(xml, tag).filter((children) => {
          const places = children.map((child) => order.indexOf(child));
          return places.some((place, index) => place < (places[index - 1] ?? 0));
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('numbers its headings 一、（一）1.（1） and sets them in 黑体, 楷体 and 仿宋', async () => {
    const xml = await part(sampleOfficial);
    expect(paragraphOf(xml, '一、办理工作进度')).toContain('GwHeading1');
    expect(paragraphOf(xml, '（一）代表、委员评价')).toContain('GwHeading2');
    expect(paragraphOf(xml, '（1）进展超过三个工作日才告知的1次；')).toContain('GwHeading4');
    expect(textOf(xml)).toContain('1. 办理计划笼统。');
  });

  it('opens the cases behind each figure, printed like any other text', async () => {
    const xml = await part(sampleOfficial);
    const links = await part(sampleOfficial, 'word/_rels/document.xml.rels');
    const id = /<w:hyperlink [^>]*r:id="(\w+)"[^>]*><w:r><w:t[^>]*>29</.exec(xml)?.[1];
    expect(links).toContain(`Id="${id}"`);
    expect(links).toMatch(
      new RegExp(`Id="${id}"[^>]*Target="[^"]*kind=suggestion"|Target="[^"]*kind=suggestion"[^>]*Id="${id}"`),
    );
    expect(xml).not.toContain('w:val="Hyperlink"');
  });

  it('reaches a place of the document itself by its name', async () => {
    const blocks: readonly Block[] = [{ kind: 'paragraph', runs: ['见', { text: '附件1', address: '#附件1' }] }];
    const xml = await part({ ...sampleOfficial, blocks });
    expect(xml).toContain('w:anchor="附件1"');
    expect(xml).toContain('w:name="附件1"');
  });

  it('draws charts that Word can edit: a chart with its workbook', async () => {
    const zip = await parts(sampleBulletin);
    const chart = (await zip.file('word/charts/chart1.xml')?.async('string')) ?? '';
    expect(chart).toContain('<c:barChart>');
    expect(chart).toContain('7—8月');
    const workbook = zip.file(/embeddings\/.*\.xlsx$/)[0];
    const inner = await JSZip.loadAsync((await workbook?.async('uint8array')) ?? new Uint8Array());
    expect(Object.keys(inner.files)).toContain('xl/workbook.xml');
  });

  it.each(['column', 'bar', 'line', 'pie'] as const)('has a chart of the kind %s', async (type) => {
    const chart: Block = {
      kind: 'chart',
      type,
      title: '构成',
      categories: ['甲', '乙'],
      series: [{ name: '件', values: [3, 1] }],
    };
    const xml = await part({ ...sampleBulletin, blocks: [chart] }, 'word/charts/chart1.xml');
    expect(xml).toContain(
      { column: '<c:barDir val="col"/>', bar: '<c:barDir val="bar"/>', line: '<c:lineChart>', pie: '<c:pieChart>' }[
        type
      ],
    );
  });

  it.each(['column', 'bar', 'line', 'pie'] as const)(
    'says 无 where a chart of the kind %s has nothing to draw',
    async (type) => {
      const empty: Block = { kind: 'chart', type, title: '构成', categories: [], series: [] };
      const odd: Block = {
        ...empty,
        title: '其他',
        categories: ['甲'],
        series: [
          { name: '件', values: [Number.NaN, 1, 2] },
          { name: '负', values: [-1] },
        ],
      };
      const text = textOf(await part({ ...sampleBulletin, blocks: [empty, odd], attachments: [] }));
      expect(text).toContain('构成：无');
      expect(text).not.toContain('其他：无');
    },
  );

  it('says 无 in a list without entries, and prints no table without columns', async () => {
    const none: Block = { kind: 'table', columns: [{ title: '编号', type: 'text' }], rows: [] };
    const bare: Block = { kind: 'table', columns: [], rows: [] };
    const xml = await part({ ...sampleBulletin, blocks: [none, bare], attachments: [] });
    expect(textOf(xml)).toContain('编号无');
    expect(xml.match(/<w:tbl>/g)).toHaveLength(1);
  });

  it('repeats the headings of a table, keeps its rows whole and two tables apart', async () => {
    const xml = await part(sampleOfficial);
    expect(xml.match(/<w:tblHeader\/>/g)?.length).toBe(3);
    expect(xml.match(/<w:cantSplit\/>/g)?.length).toBe(xml.match(/<w:tr>/g)?.length);
    const table = sampleOfficial.attachments?.[0]?.blocks[0];
    if (table?.kind !== 'table') throw new Error('no table');
    expect(await part({ ...sampleOfficial, blocks: [table, table] })).not.toMatch(/<\/w:tbl><w:tbl>/);
  });

  it('prints failed identities with their reason (domain 7), both times, the place in the log and the hash (domain 8)', async () => {
    const provenance = {
      ...sampleOfficial.provenance!,
      overrides: [{ identity: '收件按类别之和', reason: '区办件尚未录入' }],
    };
    const text = textOf(await part({ ...sampleOfficial, provenance }));
    expect(text).toContain('截至2015年8月31日');
    expect(text).toContain('以2015年9月16日（第412号记录）所知为准');
    expect(text).toContain(provenance.contentHash);
    expect(text).toContain('“收件按类别之和”不平，仍予印发，理由：区办件尚未录入');
  });

  it('ends its text with the figures of earlier issues that read differently (semantics 49)', async () => {
    const restatements = [
      {
        of: '2015年5—6月通报',
        figure: 'N1',
        issued: '23件',
        now: '22件',
        because: '第0624号角色更正',
        address: 'https://lookback.example/1',
      },
    ];
    const text = textOf(await part({ ...sampleBulletin, restatements }));
    expect(text).toContain('七、数据更正');
    expect(text).toContain('2015年5—6月通报N123件22件第0624号角色更正');
  });

  it('lists one attachment without a number, several with, none with a full stop', async () => {
    const [first] = sampleOfficial.attachments ?? [];
    const one = textOf(await part({ ...sampleOfficial, attachments: first ? [first] : [] }));
    expect(one).toContain('附件：各承办单位建议提案办理情况统计表闵行区');
    const text = textOf(await part(sampleOfficial));
    expect(text).toContain('附件：1.');
    expect(text).not.toContain('清单。');
  });

  it('never says 此页无正文, and shows no number of pages but its own', async () => {
    for (const content of Object.values(samples)) expect(textOf(await part(content))).not.toContain('此页无正文');
    expect(await part(sampleOfficial, 'word/footer1.xml')).toMatch(/— .*PAGE.* —/s);
  });

  it('has 份号, 密级 and 紧急程度 above the mark without moving it', async () => {
    const head = { ...sampleOfficial.head, handling: ['000012', '机密★1年', '特急'] };
    const xml = await part({ ...sampleOfficial, head });
    expect(textOf(xml).startsWith('000012机密★1年特急闵行区')).toBe(true);
    expect(paragraphOf(xml, '闵行区人民政府办公室文件')).toContain(`w:before="${1984 - 3 * 579}"`);
  });

  it('has 签发人 on the right where it goes to a superior organ, two in a line, the number beside the last', async () => {
    const head = { ...sampleOfficial.head, signatories: ['领导甲', '领导乙', '领导丙'] };
    const xml = await part({ ...sampleOfficial, head });
    const [first, last] = ['签发人：领导甲　领导乙', '闵府办发〔2015〕46号领导丙'].map((text) =>
      paragraphOf(xml, text),
    );
    expect(first).toContain('楷体_GB2312');
    expect(first).not.toContain('pBdr');
    expect(last).toContain('w:pBdr');
  });

  it('leaves room for a number that is not given yet', async () => {
    const head = { ...sampleLetter.head, number: { code: '闵府办函', year: 2015 } } as Content['head'];
    expect(textOf(await part({ ...sampleLetter, head }))).toContain('闵府办函〔2015〕　号');
  });

  it('keeps the lines that say where the figures come from together', async () => {
    const xml = await part(sampleBulletin);
    const [note = ''] = paragraphs(xml).filter((one) => textOf(one).startsWith('注：'));
    expect(note).toContain('<w:keepNext/>');
  });

  it('has a column of differences in the middle, as the numbers beside it', async () => {
    const columns = [
      { title: '指标', type: 'text' as const },
      { title: '环比', type: 'text' as const },
    ];
    const table = { kind: 'table' as const, columns, rows: [['办理结果满意率', '+41.9个百分点']] };
    const xml = await part({ ...sampleLetter, blocks: [table] });
    expect(paragraphOf(xml, '+41.9个百分点')).not.toContain('w:jc w:val="left"');
    expect(paragraphOf(xml, '办理结果满意率')).toContain('w:jc w:val="left"');
  });

  it('has those of a letter on the left below its line, the number on the right of the first', async () => {
    const xml = await part({ ...sampleLetter, head: { ...sampleLetter.head, handling: ['机密★1年', '特急'] } });
    expect(paragraphOf(xml, '机密★1年闵府办函〔2015〕7号')).toContain('<w:tab/>');
    expect(paragraphOf(xml, '特急')).toContain('GwHandling');
  });

  it('is a letter with a first page of its own', async () => {
    const xml = await part(sampleLetter);
    expect(xml).toContain('<w:titlePg/>');
    expect(textOf(xml)).not.toContain('印发');
  });

  it('takes text as it is: marks of XML, control characters, half a character', async () => {
    const runs = [
      '<b>&"\u0001\ud800',
      '第一行\n第二行',
      { strong: 'a & b' },
      { text: '5', address: 'https://x.example/?a=1&b="<2>"' },
    ];
    const xml = await part({ ...sampleLetter, blocks: [{ kind: 'paragraph', runs }] });
    expect(xml).toContain('&lt;b&gt;&amp;');
    expect(xml).toMatch(/第一行<\/w:t><w:cr\/><w:t[^>]*>第二行/);
    expect(xml).not.toMatch(/[\u0001\ud800](?![\udc00-\udfff])/);
  });
});
