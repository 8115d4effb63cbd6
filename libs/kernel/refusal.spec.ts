import { fill, isRefusal, Refusal, refusals } from './refusal.js';

const refuse = refusals({
  'note.missing': { zh: '没有记录 {note}', en: 'There is no note {note}', status: 404 },
  'note.unsaid': { zh: '缺：{missing}', en: 'Missing: {missing}' },
});

it('a refusal carries its code, its details and both languages', () => {
  const refusal = refuse('note.missing', { note: 7 });
  expect(refusal).toMatchObject({ code: 'note.missing', status: 404, details: { note: 7 } });
  expect([refusal.in('zh'), refusal.in('en'), refusal.message]).toEqual([
    '没有记录 7',
    'There is no note 7',
    'note.missing: There is no note 7',
  ]);
});

it('answers 422 unless its row says otherwise', () => {
  expect(refuse('note.unsaid', { missing: [] }).status).toBe(422);
});

it('lists are joined, a missing detail is told by an ellipsis, and a title has no details', () => {
  expect(refuse('note.unsaid', { missing: ['甲', '乙'] }).in('zh')).toBe('缺：甲、乙');
  expect(fill('{a} {b} {c}', { a: null, c: 0 })).toBe('… … 0');
  expect(refuse('note.missing', { note: 7 }).title('en')).toBe('There is no note …');
});

it('is told by name, since every test file and process has its own classes', () => {
  expect(isRefusal(refuse('note.unsaid', { missing: [] }))).toBe(true);
  expect(isRefusal({ name: 'Refusal', code: 'x' })).toBe(true);
  expect([isRefusal(new Error('x')), isRefusal(null), isRefusal('Refusal')]).toEqual([false, false, false]);
  expect(refuse('note.unsaid', { missing: [] })).toBeInstanceOf(Refusal);
});

it('a detail that a sentence names cannot be left out', () => {
  // @ts-expect-error its sentences name `note`
  const told = refuse('note.missing').in('en');
  expect(told).toBe('There is no note …');
});
