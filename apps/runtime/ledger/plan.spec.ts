import { claimId } from '#libs/office/claim.js';
import { planLedger, planLedgerInTurns, type Plan, type Planning } from './plan.js';
import { readLedger } from './read-file.js';
import { isError } from './remarks.js';
import { ledgerTemplate } from './template.js';

const units: Readonly<Record<string, string>> = { 区交通委: 'jiaotong', 区建管委: 'jianguan', 浦江镇: 'pujiang' };

const planning: Planning = {
  today: '2024-12-31',
  bodies: { city: { suggestion: '上海市人大', proposal: '上海市政协' } },
  unitNamed: (text) => units[text],
  outcomesOf: (kind) => ['solved', ...(kind === 'suggestion' ? ['solving'] : []), 'planned', 'reference'],
  subjectsOf: (_, on) => (on >= '2024-01-01' ? ['城建交通'] : undefined),
};

/** A row that says everything a case we answer can say. */
const full = {
  编号: '0581',
  类别: '建议',
  层级: '市',
  机构: '上海市人大',
  届: '十六',
  次: '第二次会议',
  会议: '闭会',
  案由: '关于一件事的建议',
  提出人: '代表甲、代表乙;代表丙',
  领衔人: '代表甲',
  角色: '主办',
  收件日期: '2024年2月20日',
  牵头单位: '区交通委',
  配合单位: '区建管委',
  交办日期: '2024/2/22',
  分管领导: '分管领导甲',
  承办人: '承办人甲',
  签收日期: '2024.2.23',
  面商日期: '2024-03-20',
  面商方式: '走访',
  面商对象: '代表甲、居民甲',
  带队领导: '副区长甲',
  答复日期: '2024-04-25 00:00:00',
  办理结果: '①',
  答复文号: '闵府办〔2024〕1号',
  签发人: '副区长甲',
  公开属性: '依申请公开',
  态度: '满意',
  结果: '理解',
  评价日期: '2024-05-10',
  题材: '城建交通',
  还原: '次、会议',
};

type Row = Partial<Record<string, string>>;

const co: Row = {
  编号: '0012',
  类别: '政协提案',
  届: '14',
  次: '2',
  案由: '关于另一件事的提案',
  提出人: '委员甲',
  角色: '会办',
  收件日期: '2024-02-20',
  牵头单位: '区交通委',
  交办日期: '2024-02-22',
  会办意见日期: '2024-03-15',
  会办意见: '建议纳入年度计划',
};

const quoted = (text = ''): string => `"${text.replaceAll('"', '""')}"`;

const planned = (...rows: readonly Row[]): Plan => {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [headers, ...rows.map((row) => headers.map((header) => row[header]))];
  const text = lines.map((line) => line.map(quoted).join(',')).join('\n');
  return planLedger(readLedger({ name: 'a.csv', bytes: Buffer.from(text) }), planning);
};

const without = (row: Row, ...columns: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));

const bodies = (plan: Plan) => plan.cases[0]!.commands.map(({ name, body }) => [name, body]);

describe('the dates printed on the sheet', () => {
  const dated = (row: Row) => planned({ ...row, 答复期限: '2024-06-30', 会办期限: '2024-03-30' });
  const bodyOf = (plan: Plan, name: string) => plan.cases[0]!.commands.find((command) => command.name === name)!.body;

  it('override the computed ones (semantics 17)', () => {
    const due = { statedReplyDue: '2024-06-30', statedOpinionDue: '2024-03-30' };
    expect(bodyOf(dated(full), 'RegisterCase')).toMatchObject(due);
  });

  it('the one date of a case we only give an opinion on is the opinion’s', () => {
    const body = bodyOf(planned({ ...co, 办理期限: '2024-04-01' }), 'RegisterCase');
    expect(body).toMatchObject({ statedOpinionDue: '2024-04-01' });
    expect(body).not.toHaveProperty('statedReplyDue');
  });

  it('of a case of the district’s own are stated where it is assigned, its units’ too', () => {
    const own = without({ ...full, 层级: '区', 机构: '某区人大' }, '角色');
    expect(bodyOf(dated(own), 'RegisterCase')).not.toHaveProperty('statedReplyDue');
    const units = [{ statedDue: '2024-06-30' }, { statedDue: '2024-03-30' }];
    expect(bodyOf(dated(own), 'AssignCase')).toMatchObject({ units, statedReplyDue: '2024-06-30' });
  });

  it('never lie before the receipt', () => {
    const { remarks } = planned({ ...full, 答复期限: '2024-01-30' });
    expect(remarks.map(({ code, column }) => [code, column])).toContainEqual(['import.date-order', '答复期限']);
  });
});

describe('a row becomes commands', () => {
  it('in the order the office acted', () => {
    const plan = planned(full);
    expect(plan.remarks).toEqual([]);
    expect(bodies(plan)).toEqual([
      [
        'RegisterCase',
        {
          occurredOn: '2024-02-20',
          level: 'city',
          kind: 'suggestion',
          body: '上海市人大',
          term: 16,
          session: 2,
          sitting: 'recess',
          number: '0581',
          title: '关于一件事的建议',
          proposers: ['代表甲', '代表乙', '代表丙'],
          leadProposer: '代表甲',
          outerRole: 'lead',
          reconstructed: ['次', '会议'],
        },
      ],
      ['ClassifyCase', { occurredOn: '2024-02-20', subject: '城建交通' }],
      [
        'AssignCase',
        {
          occurredOn: '2024-02-22',
          units: [
            { unit: 'jiaotong', role: 'lead' },
            { unit: 'jianguan', role: 'support' },
          ],
        },
      ],
      [
        'AcceptAssignment',
        { occurredOn: '2024-02-23', unit: 'jiaotong', leaderInCharge: '分管领导甲', handler: '承办人甲' },
      ],
      [
        'RecordContact',
        {
          occurredOn: '2024-03-20',
          mode: 'visit',
          phase: 'during',
          proposers: ['代表甲'],
          participants: ['居民甲'],
          ledBy: '副区长甲',
          summary: '台账记载，未附沟通内容',
        },
      ],
      [
        'FileReply',
        {
          occurredOn: '2024-04-25',
          outcome: 'solved',
          docNo: '闵府办〔2024〕1号',
          signer: '副区长甲',
          disclosure: 'onRequest',
        },
      ],
      ['AskFeedback', { occurredOn: '2024-04-25', proposers: ['代表甲'] }],
      [
        'RecordFeedback',
        { occurredOn: '2024-05-10', proposer: '代表甲', attitude: 'satisfied', result: 'understands' },
      ],
    ]);
  });

  it('a co case files the opinion of the district and has no reply', () => {
    const plan = planned({ ...co, 答复文号: '沪建〔2024〕9号' });
    expect(bodies(plan).at(-1)).toEqual([
      'FileCoOpinion',
      { occurredOn: '2024-03-15', layer: 'outer', unit: 'jiaotong', text: '建议纳入年度计划' },
    ]);
    expect(plan.cases[0]!.key).toMatchObject({ body: '上海市政协', level: 'city', sitting: 'in-session' });
    expect(plan.remarks.map(({ code, severity }) => [code, severity])).toEqual([['import.co-ignored', 'warning']]);
  });

  it('joint leads have their shares, and each accepts; the one leader named answers for the first', () => {
    const plan = planned({ ...without(full, '牵头单位'), 共同牵头: '区交通委：选址；浦江镇：动迁、安置' });
    const [, , assigned, first, second] = plan.cases[0]!.commands;
    expect(assigned!.body).toMatchObject({
      units: [
        { unit: 'jiaotong', role: 'jointLead', share: '选址' },
        { unit: 'pujiang', role: 'jointLead', share: '动迁、安置' },
        { unit: 'jianguan', role: 'support' },
      ],
    });
    expect([first!.body, second!.body]).toEqual([
      expect.objectContaining({ unit: 'jiaotong', handler: '承办人甲' }),
      { occurredOn: '2024-02-23', unit: 'pujiang' },
    ]);
    expect(first!.key).not.toBe(second!.key);
  });

  it('the words of the code are understood as well as the office’s', () => {
    const row = { ...full, 类别: 'suggestion', 角色: 'LEAD', 办理结果: '正在解决', 公开属性: 'public', 层级: '市办件' };
    const plan = planned(row);
    expect(plan.remarks).toEqual([]);
    expect(plan.cases[0]!.commands[5]!.body).toMatchObject({ outcome: 'solving', disclosure: 'public' });
  });

  it('a district case has no outer role', () => {
    const plan = planned({ ...full, 层级: '区', 角色: '/' });
    expect(plan.remarks).toEqual([]);
    expect(plan.cases[0]!.commands[0]!.body).not.toHaveProperty('outerRole');
  });

  it('people are named where the case was assigned if nobody accepted it', () => {
    const [assigned] = planned(without(full, '签收日期')).cases[0]!.commands.filter(
      ({ name }) => name === 'AssignCase',
    );
    expect(assigned!.body).toMatchObject({ leaderInCharge: '分管领导甲', handler: '承办人甲' });
  });

  it.each([
    ['2024-02-21', 'before'],
    ['2024-04-25', 'during'],
    ['2024-04-26', 'after'],
  ])('a contact of %s was %s handling', (day, phase) => {
    const commands = planned({ ...full, 面商日期: day }).cases[0]!.commands;
    expect(commands.find(({ name }) => name === 'RecordContact')!.body).toMatchObject({ phase });
  });
});

it('says the same in turns, however many rows', async () => {
  const rows = Array.from({ length: 250 }, (_, at) => ({ ...full, 编号: String(at), 角色: at % 50 ? '主办' : '?' }));
  const text = [Object.keys(full), ...rows.map((row) => Object.values(row))].map((line) => line.map(quoted).join(','));
  const sheet = readLedger({ name: 'a.csv', bytes: Buffer.from(text.join('\n')) });
  expect(await planLedgerInTurns(sheet, planning)).toEqual(planLedger(sheet, planning));
});

describe('keys', () => {
  it('are those of the case and the command, whatever the file and the row', () => {
    const [alone, below] = [planned(full).cases[0]!, planned(co, { ...full, 编号: '０５８１' }).cases[1]!];
    expect(below.commands.map(({ key }) => key)).toEqual(alone.commands.map(({ key }) => key));
    expect(claimId(below.key)).toBe(claimId(alone.key));
    expect(new Set(alone.commands.map(({ key }) => key)).size).toBe(alone.commands.length);
  });

  it('differ for 0581 and 581', () => {
    expect(planned({ ...full, 编号: '581' }).cases[0]!.commands[0]!.key).not.toBe(
      planned(full).cases[0]!.commands[0]!.key,
    );
  });
});

const wrong: readonly (readonly [string, string, string | undefined, Row])[] = [
  ['no number', 'import.value-missing', '编号', { ...full, 编号: '' }],
  ['a number that is 无', 'import.value-missing', '编号', { ...full, 编号: '无' }],
  ['no kind', 'import.value-missing', '类别', { ...full, 类别: ' ' }],
  ['an unknown kind', 'import.value-unknown', '类别', { ...full, 类别: '议案' }],
  ['an unknown level', 'import.value-unknown', '层级', { ...full, 层级: '镇' }],
  ['a term that is no number', 'import.ordinal-malformed', '届', { ...full, 届: '本届' }],
  ['a session of none', 'import.ordinal-malformed', '次', { ...full, 次: '0' }],
  ['a term beyond 99', 'import.ordinal-malformed', '届', { ...full, 届: '100' }],
  ['an unknown sitting', 'import.value-unknown', '会议', { ...full, 会议: '会中会' }],
  ['no title', 'import.value-missing', '案由', { ...full, 案由: '' }],
  ['nobody who proposed', 'import.value-missing', '提出人', { ...full, 提出人: '', 领衔人: '' }],
  ['no role', 'import.role-missing', '角色', { ...full, 角色: '' }],
  ['an unknown role', 'import.value-unknown', '角色', { ...full, 角色: '帮办' }],
  ['a role on a district case', 'import.role-district', '角色', { ...full, 层级: '区' }],
  ['a district case of nobody’s', 'import.body-missing', '机构', { ...full, 层级: '区', 角色: '', 机构: '' }],
  ['no date of receipt', 'import.value-missing', '收件日期', { ...full, 收件日期: '' }],
  ['a day that is none', 'import.date-malformed', '收件日期', { ...full, 收件日期: '2024-02-30' }],
  ['mixed marks in a date', 'import.date-malformed', '交办日期', { ...full, 交办日期: '2024-02/22' }],
  ['an American date', 'import.date-malformed', '交办日期', { ...full, 交办日期: '2/22/2024' }],
  ['a serial number', 'import.date-malformed', '答复日期', { ...full, 答复日期: '45342' }],
  ['a date in the future', 'import.date-in-future', '评价日期', { ...full, 评价日期: '2025-01-01' }],
  ['assigned before received', 'import.date-order', '交办日期', { ...full, 交办日期: '2024-02-19' }],
  ['accepted before assigned', 'import.date-order', '签收日期', { ...full, 签收日期: '2024-02-21' }],
  ['judged before replied', 'import.date-order', '评价日期', { ...full, 评价日期: '2024-04-24' }],
  ['an unknown unit', 'import.unit-unknown', '牵头单位', { ...full, 牵头单位: '区某委' }],
  ['a unit named twice', 'import.unit-twice', '配合单位', { ...full, 配合单位: '区交通委' }],
  ['a unit without a date', 'import.needs', '牵头单位', without(full, '交办日期', '签收日期')],
  ['a date without a unit', 'import.needs', '交办日期', without(full, '牵头单位')],
  ['one joint lead', 'import.share-malformed', '共同牵头', { ...full, 共同牵头: '区交通委：选址' }],
  [
    'a lead that is no joint lead',
    'import.lead-and-joint',
    '牵头单位',
    { ...full, 配合单位: '', 牵头单位: '区建管委', 共同牵头: '区交通委：一；浦江镇：二' },
  ],
  ['a contact with strangers', 'import.contact-stranger', '面商对象', { ...full, 面商对象: '居民甲' }],
  ['an unknown mode', 'import.value-unknown', '面商方式', { ...full, 面商方式: '托梦' }],
  ['a reply without a result', 'import.needs', '答复日期', { ...full, 办理结果: '' }],
  ['a result without a reply', 'import.needs', '办理结果', without(full, '答复日期', '态度', '结果', '评价日期')],
  ['a result the kind does not have', 'import.value-unknown', '办理结果', { ...full, 类别: '提案', 办理结果: '②' }],
  ['an unknown disclosure', 'import.value-unknown', '公开属性', { ...full, 公开属性: '保密' }],
  ['a co case replied', 'import.co-replied', '答复日期', { ...co, 答复日期: '2024-03-20' }],
  ['an opinion where we lead', 'import.opinion-not-co', '会办意见日期', { ...full, 会办意见日期: '2024-03-15' }],
  ['half a judgement', 'import.needs', '态度', { ...full, 结果: '' }],
  ['an unknown grade', 'import.value-unknown', '态度', { ...full, 态度: '非常满意' }],
  ['a dissatisfied proposer without words', 'import.comment-missing', '评价意见', { ...full, 结果: '不满意' }],
  ['an unknown subject', 'import.value-unknown', '题材', { ...full, 题材: '其它' }],
  ['a subject of a year without a scheme', 'import.no-scheme', '题材', { ...full, 收件日期: '2023-12-31' }],
  ['a formula error', 'import.cell-error', '题材', { ...full, 题材: '#REF!' }],
  ['a title too long', 'import.value-invalid', '案由', { ...full, 案由: '长'.repeat(301) }],
  ['a proposer’s name too long', 'import.value-invalid', '提出人', { ...full, 提出人: `代表甲、${'长'.repeat(61)}` }],
  ['a control character', 'import.value-invalid', '答复文号', { ...full, 答复文号: '闵府\u0007办' }],
  ['a text under no header', 'import.cell-untitled', undefined, { ...full, '': '余' }],
  ['a prototype’s name as a word', 'import.value-unknown', '角色', { ...full, 角色: '__proto__' }],
  ['an inherited name as a word', 'import.value-unknown', '类别', { ...full, 类别: 'constructor' }],
];

describe('errors', () => {
  it.each(wrong)('%s', (_, code, column, row) => {
    const errors = planned(co, row).remarks.filter(isError);
    expect(errors).toContainEqual(expect.objectContaining({ row: 3, code, ...(column ? { column } : {}) }));
    for (const { zh, en } of errors) expect(`${zh}${en}`).not.toMatch(/\{\w+\}/);
  });

  it('every error of every row is listed, in the order of the rows', () => {
    const { remarks } = planned({ ...full, 届: '?', 结果: '' }, co, { ...co, 编号: '', 角色: '?' });
    expect(remarks.filter(isError).map(({ row, column }) => [row, column])).toEqual([
      [2, '届'],
      [2, '态度'],
      [4, '编号'],
      [4, '角色'],
    ]);
  });

  it('a case that stands twice is named with both rows', () => {
    const { remarks } = planned(full, co, { ...full, 编号: ' ０５８１' });
    expect(remarks).toEqual([expect.objectContaining({ row: 4, code: 'import.number-twice', severity: 'error' })]);
    expect(remarks[0]!.zh).toContain('第 2 行');
  });

  it('columns that are missing, unknown or there twice are remarks on the header', () => {
    const { cases, remarks } = planned({
      ...without(full, '收件日期', '提出人', '领衔人'),
      备注: '',
      建议编号: '0581',
    });
    expect(cases).toEqual([]);
    expect(remarks.map(({ row, column, code, severity }) => [row, column, code, severity])).toEqual([
      [1, '编号', 'import.column-twice', 'error'],
      [1, '收件日期', 'import.column-missing', 'error'],
      [1, '提出人', 'import.column-missing', 'error'],
      [1, '备注', 'import.column-unknown', 'warning'],
    ]);
  });
});

describe('warnings leave the row in', () => {
  it.each([
    [
      'a person without an assignment',
      'import.ignored',
      '承办人',
      { ...without(co, '牵头单位', '交办日期', '会办意见日期', '会办意见'), 承办人: '甲' },
    ],
    ['an opinion of which only the day is known', 'import.no-opinion-text', '会办意见', without(co, '会办意见')],
  ])('%s', (_, code, column, row: Row) => {
    const plan = planned(row);
    expect(plan.remarks).toEqual([expect.objectContaining({ row: 2, code, column, severity: 'warning' })]);
    expect(plan.cases).toHaveLength(1);
  });
});

describe('the ledgers offices keep', () => {
  const renamed = (row: Row, names: Readonly<Record<string, string>>): Row =>
    Object.fromEntries(Object.entries(row).map(([column, text]) => [names[column] ?? column, text]));
  const codes = (plan: Plan) => plan.remarks.map(({ row, column, code, severity }) => [row, column, code, severity]);
  const asTold = (plan: Plan) => [codes(plan), bodies(plan)];

  it('name the unit in charge 主办单位 and number their lines', () => {
    expect(asTold(planned({ 序号: '1', ...renamed(full, { 牵头单位: '主办单位' }) }))).toEqual(asTold(planned(full)));
  });

  it.each(['十六届二次', '第十六届第二次会议', '16届2次'])('write term and session as %s', (text) => {
    const row = { ...without(full, '届', '次'), 届次: text };
    expect(asTold(planned(row))).toEqual(asTold(planned(full)));
  });

  it.each([
    ['十六届', '次', 'import.value-missing'],
    ['去年', '届', 'import.ordinal-malformed'],
  ])('are told what is wrong with 届次 “%s”', (届次, column, code) => {
    expect(codes(planned({ ...without(full, '届', '次'), 届次 }))).toContainEqual([2, column, code, 'error']);
  });

  it('write the term as 届次 beside a column of sessions', () => {
    const row = { ...without(full, '届'), 届次: '十六届' };
    expect(asTold(planned(row))).toEqual(asTold(planned(full)));
  });

  it('are of one kind if their headings name one', () => {
    const plan = planned(renamed(without(full, '类别'), { 编号: '建议编号' }));
    expect(codes(plan)).toEqual([[1, '类别', 'import.kind-implied', 'warning']]);
    expect(bodies(plan)).toEqual(bodies(planned(full)));
    const both = planned(renamed(without(full, '类别'), { 编号: '建议编号', 案由: '提案标题' }));
    expect(codes(both)).toEqual([[1, '类别', 'import.column-missing', 'error']]);
  });

  it('ask the proposer one question, which answers for both', () => {
    const plan = planned({ ...without(full, '态度', '结果'), 代表满意度: '基本满意' });
    expect(codes(plan)).toEqual([[1, '代表满意度', 'import.one-for-both', 'warning']]);
    expect(bodies(plan).at(-1)).toEqual([
      'RecordFeedback',
      expect.objectContaining({ attitude: 'mostly', result: 'mostly' }),
    ]);
  });
});

describe('the template', () => {
  const read = (text: string): Plan => planLedger(readLedger({ name: 'a.csv', bytes: Buffer.from(text) }), planning);

  it('is no case itself', () => {
    const { cases, remarks } = read(ledgerTemplate());
    expect(cases).toEqual([]);
    expect(remarks.map(({ row, code, severity }) => [row, code, severity])).toEqual([
      [2, 'import.example-row', 'warning'],
    ]);
  });

  it('shows a row that passes', () => {
    const { cases, remarks } = read(ledgerTemplate().replace(/^示例,/m, '0001,'));
    expect(remarks).toEqual([]);
    expect(cases).toHaveLength(1);
    expect(ledgerTemplate().startsWith('\ufeff编号,类别,层级,机构,届,次,会议,案由,提出人')).toBe(true);
  });
});
