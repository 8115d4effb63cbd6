/** A header of the template and the other headings that offices write over the same column. */
export interface Column {
  readonly zh: string;
  readonly also: readonly string[];
}

export const column = (zh: string, ...also: readonly string[]): Column => ({ zh, also });

/** The ledger's columns in the order of the template; the key is the glossary's word. */
export const columns = {
  number: column('编号', '案号', '件号', '建议编号', '提案编号', '建议号', '提案号', '办理编号', 'number', 'no', 'no.'),
  kind: column('类别', '类型', '件别', '代表建议/政协提案', '建议/提案', '建议提案类别', 'kind', 'suggestion/proposal'),
  level: column('层级', '级别', 'level'),
  body: column('机构', '届别机构', '交办机构', '人大/政协', 'body'),
  term: column('届', '届别', '届数', 'term'),
  session: column('次', '会次', '次数', '次会议', 'session'),
  sitting: column('会议', '会上/闭会', '会间/闭会', '提出时间段', 'sitting'),
  title: column('案由', '标题', '题目', '建议标题', '提案标题', '提案案由', '建议名称', '提案名称', '件名', 'title'),
  proposers: column('提出人', '提案人', '代表', '委员', '代表委员', '代表姓名', '提案者', '提出者', 'proposers'),
  leadProposer: column('领衔人', '领衔代表', '领衔委员', '第一提案人', '第一提出人', 'leadProposer', 'lead proposer'),
  outerRole: column('角色', '对上角色', '办理类型', '办理角色', '主办/合办/会办', '主会办', 'role', 'outerRole'),
  cityLead: column('市主办单位', '市级主办单位', '市级主办', '市主办', 'cityLead', 'city lead'),
  receivedOn: column('收件日期', '收件时间', '收到日期', '来件日期', '收文日期', 'received', 'receivedOn'),
  replyDue: column('答复期限', '办理期限', '答复时限', '办理时限', '要求答复日期', '办复期限', 'reply due', 'replyDue'),
  opinionDue: column('会办期限', '会办意见期限', '会办时限', '要求反馈日期', 'opinion due', 'opinionDue'),
  lead: column('牵头单位', '主办单位', '区主办单位', '承办单位', '牵头部门', 'lead unit'),
  jointLeads: column('共同牵头', '共同牵头单位', '联合牵头', 'joint leads'),
  support: column('配合单位', '协办单位', '会办单位', '区会办单位', '配合部门', 'support', 'supporting units'),
  assignedOn: column('交办日期', '交办时间', '分办日期', '分办时间', '转办日期', 'assigned', 'assignedOn'),
  leaderInCharge: column('分管领导', '分管负责人', 'leader in charge', 'leaderInCharge'),
  handler: column('承办人', '责任人', '经办人', '具体承办人', 'handler'),
  acceptedOn: column('签收日期', '签收时间', '单位签收日期', 'accepted', 'acceptedOn'),
  contactedOn: column('面商日期', '面商时间', '沟通日期', '沟通时间', '走访日期', 'contacted', 'contactedOn'),
  contactMode: column('面商方式', '沟通方式', 'contact mode', 'contactMode'),
  contacted: column('面商对象', '沟通对象', 'contact with'),
  contactLedBy: column('带队领导', '面商领导', '面商带队领导', 'led by', 'ledBy'),
  contactSummary: column('面商情况', '沟通情况', '面商内容', 'contact summary'),
  opinionOn: column('会办意见日期', '会办意见时间', '会办日期', '会办答复日期', 'opinion date', 'opinionOn'),
  opinion: column('会办意见', '会办意见内容', 'opinion'),
  repliedOn: column('答复日期', '答复时间', '办复日期', '办结日期', '复文日期', 'replied', 'repliedOn'),
  outcome: column('办理结果', '办理结果分类', '答复类别', '答复类型', '办理情况分类', 'outcome'),
  docNo: column('答复文号', '文号', '复文文号', '复文编号', 'docNo', 'doc no'),
  signer: column('签发人', '签发领导', '签发', 'signer'),
  disclosure: column('公开属性', '公开', '是否公开', '公开方式', 'disclosure'),
  attitude: column('态度', '办理态度', '对办理态度', '态度评价', 'attitude'),
  result: column('结果', '对办理结果', '结果评价', '办理结果评价', 'result'),
  judgedOn: column('评价日期', '反馈日期', '反馈时间', '评价时间', 'feedback date', 'judgedOn'),
  comment: column('评价意见', '反馈意见', '代表委员意见', 'comment'),
  subject: column('题材', '题材分类', '分类', '内容分类', '所属领域', 'subject'),
  reconstructed: column('还原', '还原字段', '补录字段', 'reconstructed'),
} as const satisfies Record<string, Column>;

export type Field = keyof typeof columns;

export const fields = Object.keys(columns) as Field[];

/** Header of the template. */
export const titleOf = (field: Field): string => columns[field].zh;

/** Without these no case can be registered; who proposed is asked row by row, for 领衔人 alone is enough. */
export const requiredFields: readonly Field[] = ['number', 'kind', 'term', 'session', 'title', 'receivedOn'];

/** The running number of a printed list says nothing of a case. */
export const runningNumber: ReadonlySet<string> = new Set(['序号', '序']);

/** One writing for what people read as the same: full-width and half-width, blanks, case, marks for "required". */
export const plainWord = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/(\*|\(必填\)|\(选填\)|:)+$/, '')
    .toLowerCase();

/** Tells which field of a table a heading names, if any, in whichever of its writings. */
export const headingReader = <F extends string>(table: Readonly<Record<F, Column>>) => {
  const byHeading = new Map(
    (Object.keys(table) as F[]).flatMap((field) =>
      [table[field].zh, ...table[field].also].map((text) => [plainWord(text), field] as const),
    ),
  );
  return (heading: string): F | undefined => byHeading.get(plainWord(heading));
};

/** The field a heading of the ledger names, if any. */
export const fieldOf: (heading: string) => Field | undefined = headingReader(columns);
