import { printFormats } from '#apps/runtime/briefing/printing.js';

/** What the document says of routes that are no table's row: files, the projector, the probes. */
const ok = { '200': { description: 'the answer' } };
const parameter = (place: 'path' | 'query', name: string, schema: object = { type: 'string' }) => ({
  name,
  in: place,
  required: place === 'path',
  schema,
});
const bytes = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } };

const imports = {
  operationId: 'ImportLedger',
  summary: '导入台账 · Import a ledger file, or only check it',
  parameters: [parameter('query', 'file'), parameter('query', 'dryRun', { type: 'boolean' })],
  requestBody: { required: true, content: { 'application/octet-stream': bytes, 'text/csv': bytes } },
  responses: ok,
};

const importStatus = {
  operationId: 'GetImport',
  summary: '导入进度 · How far an import is',
  parameters: [parameter('path', 'digest')],
  responses: ok,
};

const exportLog = {
  operationId: 'ExportLog',
  summary: '导出事件日志 · The log as JSON lines',
  responses: { '200': { description: 'one event a line', content: { 'application/x-ndjson': {} } } },
};

const actOnProjection = {
  operationId: 'ActOnProjection',
  summary: '投影操作 · Rebuild, skip, resume, cancel a rebuild',
  parameters: [
    parameter('path', 'name'),
    parameter('path', 'act', { type: 'string', enum: ['rebuild', 'skip', 'resume', 'cancel'] }),
  ],
  responses: ok,
};

const formats = { type: 'string', enum: [...printFormats] };
const file = {
  '200': { description: 'the file', content: { 'application/octet-stream': bytes } },
};

const briefingFile = {
  operationId: 'GetBriefingFile',
  summary: '通报文件 · A briefing as Word, Excel or PDF',
  parameters: [parameter('path', 'id'), parameter('path', 'format', formats), parameter('query', 'part')],
  responses: file,
};

const filledFile = {
  operationId: 'FillBriefingTemplate',
  summary: '套用模板 · A briefing in an office’s own Word template',
  parameters: [parameter('path', 'id'), parameter('query', 'part')],
  requestBody: { required: true, content: { 'application/octet-stream': bytes } },
  responses: file,
};

const annualFile = {
  operationId: 'GetAnnualSummaryFile',
  summary: '年度总结文件 · A yearly account as Word, Excel or PDF',
  parameters: [
    parameter('path', 'id'),
    parameter('path', 'format', formats),
    parameter('query', 'validAt', { type: 'string', format: 'date' }),
    parameter('query', 'knownAt'),
  ],
  responses: file,
};

const probe = (name: string, summary: string, answers: object) => ({
  get: { operationId: name, summary, security: [], responses: answers },
});

/** @param problems responses of everything that asks for a token. */
export const houseOperations = (problems: object): Readonly<Record<string, object>> => {
  const guarded = <T extends { responses: object }>(operation: T) => ({
    ...operation,
    responses: { ...operation.responses, ...problems },
  });
  return {
    '/api/v1/imports': { post: guarded(imports) },
    '/api/v1/imports/{digest}': { get: guarded(importStatus) },
    '/api/v1/briefings/{id}/files/{format}': { get: guarded(briefingFile) },
    '/api/v1/briefings/{id}/files/docx': { post: guarded(filledFile) },
    '/api/v1/annual-summaries/{id}/files/{format}': { get: guarded(annualFile) },
    '/api/v1/exports/log': { get: guarded(exportLog) },
    '/api/v1/projections/{name}/{act}': { post: guarded(actOnProjection) },
    '/health/live': probe('HealthLive', '存活 · The process answers', ok),
    '/health/ready': probe('HealthReady', '就绪 · Stores and projector answer', {
      ...ok,
      '503': { description: 'not ready' },
    }),
  };
};
