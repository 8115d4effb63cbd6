import { refusals, type Details, type Needed } from '#libs/kernel/refusal.js';

/** A file that cannot be read as a ledger at all, or whose rows hold errors: nothing of it is written (engine 22). */
export const refuse = refusals({
  'import.empty': { zh: '文件是空的', en: 'The file is empty' },
  'import.too-large': { zh: '文件超过 {limit} MB', en: 'The file is larger than {limit} MB', status: 413 },
  'import.format': {
    zh: '只能导入 CSV、XLSX 或 XLS 文件',
    en: 'Only CSV, XLSX and XLS files can be imported',
    status: 415,
  },
  'import.encoding': {
    zh: '文字编码无法识别，请另存为 UTF-8 或 GB18030',
    en: 'The text is neither UTF-8 nor GB18030; save it anew as one of them',
  },
  'import.csv-malformed': {
    zh: '第 {row} 行起引号不成对或一行过长，无法读取',
    en: 'From line {row} on the quotes do not match, or a line is too long',
  },
  'import.unreadable': { zh: '工作簿已损坏或格式不符，无法读取', en: 'The workbook is damaged or no workbook' },
  'import.protected': {
    zh: '工作簿有密码保护，请先取消',
    en: 'The workbook is protected by a password; remove it first',
  },
  'import.archive-damaged': {
    zh: '工作簿的压缩目录不可信，已拒绝',
    en: 'The archive directory of the workbook cannot be trusted',
  },
  'import.archive-entries': {
    zh: '工作簿内含文件超过 {limit} 个，已拒绝',
    en: 'The workbook holds more than {limit} parts',
  },
  'import.archive-inflated': {
    zh: '工作簿解压后超过 {limit} MB，已拒绝',
    en: 'The workbook inflates to more than {limit} MB',
    status: 413,
  },
  'import.archive-ratio': {
    zh: '工作簿压缩率超过 {limit} 倍，已拒绝',
    en: 'The workbook is compressed more than {limit} times',
  },
  'import.no-header': {
    zh: '前 {limit} 行中没有可识别的表头，请对照导入模板',
    en: 'No header row is recognised in the first {limit} rows; compare with the template',
  },
  'import.no-rows': { zh: '表头之下没有内容', en: 'There are no rows below the header' },
  'import.too-many-rows': { zh: '超过 {limit} 行，请分成几个文件', en: 'More than {limit} rows; split the file' },
  'import.too-many-columns': { zh: '第 {row} 行超过 {limit} 列', en: 'Row {row} has more than {limit} columns' },
  'import.too-many-cells': { zh: '分隔符超过 {limit} 个，不是台账', en: 'More than {limit} separators: no ledger' },
  'import.cell-too-long': {
    zh: '第 {row} 行第 {column} 列超过 {limit} 字',
    en: 'Row {row}, column {column} is longer than {limit} characters',
  },
  'import.merged-too-many': { zh: '合并单元格过多，已拒绝', en: 'Too many cells are merged' },
  'import.has-errors': {
    zh: '文件有 {count} 处错误，未写入任何内容',
    en: 'The file has {count} errors; nothing was written',
  },
});

/** What is said about one row; `{column}` is the header of the template. */
export const saying = refusals({
  'import.column-unknown': {
    zh: '不认识表头「{column}」，该列未导入',
    en: 'Column {column} is unknown and not imported',
  },
  'import.cell-untitled': { zh: '第 {places} 列有内容而没有表头', en: 'Column {places} holds text under no header' },
  'import.column-missing': { zh: '缺少「{column}」列', en: 'The column {column} is missing' },
  'import.column-twice': { zh: '「{column}」出现两列：{headers}', en: '{column} stands in two columns: {headers}' },
  'import.kind-implied': {
    zh: '没有「{column}」列：按表头「{header}」，全部记为{kind}',
    en: 'There is no column {column}: by the heading {header} every row is a {kind}',
  },
  'import.one-for-both': {
    zh: '「{column}」一栏同时记为「{both}」两项评价',
    en: '{column} is taken as the judgement under each of {both}',
  },
  'import.value-missing': { zh: '「{column}」不能为空', en: '{column} is required' },
  'import.value-unknown': {
    zh: '「{column}」的“{value}”不在可用的词中：{accepted}',
    en: '{column}: {value} is none of {accepted}',
  },
  'import.value-invalid': {
    zh: '「{column}」过长，或含有不允许的字符',
    en: '{column} is too long or holds characters that are not allowed',
  },
  'import.ordinal-malformed': {
    zh: '「{column}」的“{value}”不是 1 至 99 的数',
    en: '{column}: {value} is no number from 1 to 99',
  },
  'import.date-malformed': {
    zh: '「{column}」的“{value}”不是日期，应写作 2015-04-10、2015/4/10 或 2015年4月10日',
    en: '{column}: {value} is no date; write 2015-04-10',
  },
  'import.date-in-future': {
    zh: '「{column}」{day} 晚于今天（{today}）',
    en: '{column} {day} lies after today, {today}',
  },
  'import.date-order': {
    zh: '「{column}」{day} 早于「{earlier}」{earlierDay}',
    en: '{column} {day} lies before {earlier} {earlierDay}',
  },
  'import.cell-error': { zh: '「{column}」是公式错误 {value}', en: '{column} holds the formula error {value}' },
  'import.text-damaged': {
    zh: '「{column}」含有无法识别的字（�），请检查文字编码后重新导出',
    en: '{column} holds a character that was lost (�); check the encoding and save the file anew',
  },
  'import.needs': { zh: '填写「{column}」须同时填写「{needed}」', en: '{column} cannot stand without {needed}' },
  'import.ignored': {
    zh: '未填「{needed}」，「{column}」未导入',
    en: '{column} is not imported, for {needed} is blank',
  },
  'import.share-malformed': {
    zh: '「{column}」须有两个以上单位，写作“单位名：分工；单位名：分工”',
    en: '{column} names two or more units, each as “unit: share”, parted by semicolons',
  },
  'import.lead-and-joint': {
    zh: '「{column}」的“{unit}”不在「共同牵头」之中，两列不能各写各的',
    en: '{column}: {unit} is not among the joint leads; a case has one lead or several joint leads',
  },
  'import.unit-unknown': {
    zh: '「{column}」：{day} 没有承办单位“{unit}”',
    en: '{column}: there is no unit {unit} on {day}',
  },
  'import.unit-twice': { zh: '「{column}」：承办单位“{unit}”重复', en: '{column}: unit {unit} is named twice' },
  'import.role-missing': { zh: '全国件、市办件须填「{column}」', en: 'A national or city case needs {column}' },
  'import.body-missing': {
    zh: '区办件须填「{column}」，写明哪个区的人大或政协',
    en: 'A district case needs {column}: whose congress or CPPCC it was handed to',
  },
  'import.no-scheme': {
    zh: '{day} 没有生效的「{column}」分类：请先发布办理规则和分类（lookback rules issue）',
    en: 'No scheme for {column} is in force on {day}: issue rules and schemes first (lookback rules issue)',
  },
  'import.role-district': { zh: '区办件没有「{column}」', en: 'A district case has no {column}' },
  'import.co-replied': {
    zh: '会办件不由本区答复，应填「会办意见日期」而不是「{column}」',
    en: 'A co case is answered by the city’s lead: fill in 会办意见日期 instead of {column}',
  },
  'import.co-ignored': {
    zh: '会办件不由本区答复，「{column}」未导入',
    en: 'A co case has no reply of ours: {column} is not imported',
  },
  'import.opinion-not-co': { zh: '不是会办件，不能填「{column}」', en: 'This is no co case: {column} must be blank' },
  'import.contact-stranger': {
    zh: '「{column}」中没有本件的提出人',
    en: '{column} names no proposer of this case',
  },
  'import.comment-missing': {
    zh: '评价为“不满意”的须填「{column}」',
    en: 'A dissatisfied proposer’s words belong in {column}',
  },
  'import.no-opinion-text': {
    zh: '未填「{column}」，以“{text}”代替',
    en: '{column} is blank; {text} stands in its place',
  },
  'import.number-twice': {
    zh: '与第 {first} 行是同一件（编号 {number}）',
    en: 'The same case as row {first} (number {number})',
  },
  'import.differs': {
    zh: '该件已在台账中，内容与本行不同（{fields}），本行未导入',
    en: 'This case is in the ledger with other content ({fields}); the row was not imported',
  },
  'import.taken-back': {
    zh: '该件由台账登记后又撤销，不再从台账导入，请另行登记',
    en: 'This case was imported and taken back; it is not imported again: register it anew',
  },
  'import.example-row': { zh: '模板的示例行，未导入', en: 'The example row of the template is not imported' },
});

export type SayingCode = keyof typeof saying.table;

type Beyond<C extends SayingCode> = Exclude<Needed<(typeof saying.table)[C]>, 'column'>;

/** What a remark's sentences name beside its column. */
export type SayingDetails<C extends SayingCode> = [Beyond<C>] extends [never]
  ? [details?: Details]
  : [details: Details & Readonly<Record<Beyond<C>, unknown>>];
