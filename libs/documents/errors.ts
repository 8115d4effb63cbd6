import { refusals } from '#libs/kernel/refusal.js';

/** Every "no" of printing, in the office's words. */
export const refuse = refusals({
  'pdf.office-missing': {
    zh: '本机没有安装 LibreOffice，不能转为 PDF；请下载 Word 文件，或安装 libreoffice-writer 后重试',
    en: 'LibreOffice is not installed on this machine, so no PDF can be made; download the Word file, or install libreoffice-writer',
    status: 501,
  },
  'pdf.timeout': {
    zh: '转为 PDF 超过 {seconds} 秒未完成，已停止；请稍后重试或下载 Word 文件',
    en: 'Making the PDF took longer than {seconds} seconds and was stopped; try again later or download the Word file',
    status: 504,
  },
  'pdf.failed': {
    zh: 'LibreOffice 未能转出 PDF：{reason}',
    en: 'LibreOffice made no PDF: {reason}',
    status: 500,
  },
  'template.unreadable': {
    zh: '模板不是可用的 Word 文件（docx）',
    en: 'The template is no Word file (docx) that can be read',
  },
  'template.macros': {
    zh: '模板含有宏；请另存为不含宏的 Word 文件（docx）后再用',
    en: 'The template holds macros; save it as a Word file without them (docx)',
  },
  'template.unsafe': {
    zh: '模板的压缩内容过大或不可信，已拒绝',
    en: 'What the template packs is too large or cannot be trusted',
  },
  'template.no-place': {
    zh: '模板中没有任何占位符，可用的有：{places}',
    en: 'The template holds none of the placeholders; there are: {places}',
  },
  'template.unknown-place': {
    zh: '模板中有不认识的占位符：{unknown}；可用的有：{places}',
    en: 'The template holds placeholders nobody knows: {unknown}; there are: {places}',
  },
  'sheet.name-taken': { zh: '工作表名称重复：{name}', en: 'Two sheets have the name {name}' },
  'sheet.too-long': {
    zh: '工作表「{name}」超过 {limit} 行，Excel 放不下',
    en: 'Sheet {name} has more than {limit} rows, more than Excel holds',
  },
});
