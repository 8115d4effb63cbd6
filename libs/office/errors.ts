import { refusals } from '#libs/kernel/refusal.js';

/** Every expected "no" of the office's aggregates, in the office's two languages. */
export const refuse = refusals({
  'body.invalid': { zh: '内容不符合要求：{fields}', en: 'The content is not as required: {fields}', status: 400 },
  'fact.not-correctable': { zh: '{type} 不能更正', en: '{type} cannot be corrected' },
  'date.in-future': { zh: '日期 {day} 晚于今天（{today}）', en: '{day} lies after today ({today})' },
  'date.contradicts-later': {
    zh: '与之后（{day}）已记录的事实矛盾',
    en: 'Contradicts a fact already recorded for a later day ({day})',
  },
  'unit.unknown': { zh: '{day} 没有单位「{unit}」', en: 'There is no unit {unit} on {day}' },
  'unit.already-founded': { zh: '单位代码「{unit}」已使用', en: 'The unit id {unit} is already used' },
  'unit.name-taken': {
    zh: '{day} 名称「{name}」已由单位 {holder} 使用',
    en: 'On {day} the name {name} belongs to unit {holder}',
  },
  'unit.merges-into-itself': { zh: '单位 {unit} 不能并入自身', en: 'Unit {unit} cannot be merged into itself' },
  'post.already-held': { zh: '{person} 于 {day} 已任该职', en: '{person} already holds that post on {day}' },
  'post.not-held': { zh: '{person} 于 {day} 未任该职', en: '{person} does not hold that post on {day}' },
  'rule-book.none-in-force': { zh: '{day} 没有生效的办理规则', en: 'No rule book is in force on {day}' },
  'rule-book.version-exists': { zh: '版本「{version}」已发布', en: 'Version {version} has already been issued' },
  'rule-book.other-jurisdiction': {
    zh: '本规则簿属于 {jurisdiction}',
    en: 'This rule book is that of {jurisdiction}',
  },
  'rule-book.term-twice': {
    zh: '{body} 第 {term} 届在表中出现两次',
    en: 'Term {term} of {body} stands twice in the table',
  },
  'campaign.already-opened': { zh: '该“回头看”活动已启动', en: 'This revisit campaign is already open', status: 409 },
  'campaign.not-open': { zh: '该“回头看”活动未启动或已结束', en: 'This revisit campaign is not open' },
  'campaign.closed-before-opening': {
    zh: '结束日期不能早于启动日期 {opened}',
    en: 'The campaign cannot close before it opened on {opened}',
  },
  'register.entry-exists': { zh: '登记号 {entry} 已使用', en: 'The register entry {entry} already exists' },
  'register.article-unknown': {
    zh: '{day} 前没有报送过稿件 {article}',
    en: 'No article {article} was submitted by {day}',
  },
  'register.already-adopted': {
    zh: '稿件 {article} 已由「{by}」录用登记',
    en: 'The adoption of article {article} by {by} is already registered',
  },
  'briefing.already-issued': { zh: '该通报已印发', en: 'This briefing has already been issued', status: 409 },
  'briefing.already-open': { zh: '该通报已在起草', en: 'This briefing is already being drafted', status: 409 },
  'briefing.not-drafted': {
    zh: '该通报尚未起草；请先起草，或写明编号和种类后直接印发',
    en: 'This briefing has no draft: open it first, or issue it at once naming its id and kind',
  },
  'briefing.not-as-drafted': {
    zh: '与起草时所定不同：{fields}；请重新起草',
    en: 'Not as it was drafted: {fields}; draft it anew',
  },
  'briefing.draft-stale': {
    zh: '起草之后数字已有变动（现所知至第 {knownAt} 条），请重新起草后印发',
    en: 'Figures have moved since the draft (known up to {knownAt} now): draft it anew, then issue it',
    status: 409,
  },
  'briefing.block-unknown': {
    zh: '没有段落「{block}」，可改的有：{blocks}',
    en: 'There is no block {block}; there are {blocks}',
  },
  'briefing.field-unknown': { zh: '没有这些数字字段：{fields}', en: 'There are no such fields: {fields}' },
  'briefing.number-in-prose': {
    zh: '数字应以字段引用，不能写入文字：{numbers}',
    en: 'Numbers are fields, never text: {numbers}',
  },
  'briefing.mention-confirmed': { zh: '单位 {unit} 已列入', en: 'Unit {unit} is already mentioned' },
  'briefing.mention-unknown': { zh: '单位 {unit} 未列入', en: 'Unit {unit} is not mentioned' },
  'briefing.mention-unfounded': {
    zh: '按现行规则没有依据：{units}',
    en: 'No rule proposes it for {units}: a mention needs its evidence',
  },
  'briefing.not-issued': { zh: '该通报尚未印发', en: 'This briefing has not been issued' },
  'briefing.provisional': {
    zh: '截至日 {validAt} 晚于当时所知之日 {knownDay}，数字尚为预计，不能印发',
    en: 'Figures as of {validAt} are provisional: what is known ends on {knownDay}',
  },
  'known.before-start': {
    zh: '系统启用前无记录',
    en: 'Nothing was recorded before the system was in use',
  },
  'briefing.import-open': {
    zh: '导入尚未完成（{imports}），不能印发',
    en: 'An import is unfinished ({imports}): no briefing can be issued',
    status: 409,
  },
  'briefing.identity-failed': {
    zh: '勾稽关系不成立：{identities}；请先更正，或逐项说明理由',
    en: 'Identities fail: {identities}; correct the cases, or override each with a reason',
  },
  'briefing.days-in-order': { zh: '起始日 {from} 晚于截至日 {validAt}', en: '{from} lies after {validAt}' },
  'briefing.figures-required': {
    zh: '双月通报必须有数字',
    en: 'A bimonthly briefing is never issued without figures',
  },
  'briefing.number-missing': {
    zh: '公文和信函须先有发文字号（代字和序号），请补全版头后重新起草',
    en: 'A document or letter needs its number (code and serial): draft it anew with them in its letterhead',
  },
  'briefing.not-its-period': {
    zh: '双月通报应注明通报期，编号应为 bimonthly-通报期（如 bimonthly-2015-01），并以期末为截至日',
    en: 'A bimonthly briefing names its period, is numbered bimonthly-<period> (bimonthly-2015-01) and read at its end',
  },
  'account.already-open': { zh: '账号 {account} 已开通', en: 'Account {account} is already open', status: 409 },
  'account.unknown': { zh: '账号尚未开通', en: 'This account is not open', status: 404 },
  'account.roles-exclude': {
    zh: '角色 {role} 与已有角色 {held} 不得由同一账号担任',
    en: 'One account may not be both {role} and {held}',
  },
  'account.role-held': { zh: '该账号已有角色 {role}', en: 'The account already has the role {role}' },
  'account.role-not-held': { zh: '该账号没有角色 {role}', en: 'The account does not have the role {role}' },
  'account.token-exists': { zh: '令牌 {token} 已签发', en: 'Token {token} has already been issued' },
  'account.token-unknown': { zh: '没有有效的令牌 {token}', en: 'There is no live token {token}' },
  'account.token-expired': { zh: '令牌的有效期已过', en: 'The token would have expired already' },
  'account.locked': { zh: '该账号已锁定', en: 'The account is locked' },
  'account.not-locked': { zh: '该账号未锁定', en: 'The account is not locked' },
  'claim.number-taken': { zh: '该编号已登记（{case}）', en: 'This number is already registered ({case})', status: 409 },
  'claim.not-owner': { zh: '该编号不属于 {case}', en: 'This number does not belong to {case}' },
  'import.already-started': { zh: '该文件已开始导入', en: 'The import of this file has already started', status: 409 },
  'import.not-running': { zh: '该导入未开始或已完成', en: 'This import is not running' },
  'log.already-created': { zh: '日志已建立', en: 'The log already exists', status: 409 },
  'log.schema-not-raised': {
    zh: '格式版本只能提高（现为 {version}）',
    en: 'The schema version only rises (it is {version})',
  },
  'log.reconstruction-once': { zh: '一个日志只能重建一次', en: 'A log is reconstructed once only' },
  'log.reconstruction-not-running': { zh: '没有正在进行的重建', en: 'No reconstruction is running' },
  'log.projection-already-skipped': { zh: '该事件已跳过', en: 'This event has already been skipped' },
});
