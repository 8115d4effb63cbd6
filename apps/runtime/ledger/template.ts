import { columns, fields, type Field } from './columns.js';
import { exampleNumber } from './plan.js';

const example: Readonly<Partial<Record<Field, string>>> = {
  number: exampleNumber,
  kind: '建议',
  level: '市',
  body: '上海市人大',
  term: '16',
  session: '2',
  sitting: '会上',
  title: '关于……的建议（示例行，导入时略过）',
  proposers: '代表甲、代表乙',
  leadProposer: '代表甲',
  outerRole: '主办',
  receivedOn: '2024-02-20',
  lead: '区交通委',
  support: '区建管委',
  assignedOn: '2024-02-22',
  leaderInCharge: '分管领导甲',
  handler: '承办人甲',
  acceptedOn: '2024-02-23',
  contactedOn: '2024-03-20',
  contactMode: '面商',
  contacted: '代表甲',
  contactLedBy: '副区长甲',
  contactSummary: '当面听取意见',
  repliedOn: '2024-04-25',
  outcome: '解决采纳',
  docNo: '闵府办〔2024〕1号',
  signer: '副区长甲',
  disclosure: '主动公开',
  attitude: '满意',
  result: '满意',
  judgedOn: '2024-05-10',
  subject: '城建交通',
};

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const line = (texts: readonly string[]): string => `${texts.map(cell).join(',')}\r\n`;

/** The ledger to fill in, as CSV that Excel opens with its Chinese intact: the headers and one example row. */
export const ledgerTemplate = (): string =>
  `\ufeff${line(fields.map((field) => columns[field].zh))}${line(fields.map((field) => example[field] ?? ''))}`;
