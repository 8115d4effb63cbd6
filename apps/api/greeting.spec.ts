import { greeting } from './greeting.js';

const address = 'http://127.0.0.1:3000';
const own = { address, operatorToken: 'of-this-start', language: 'en' as const, tokens: [] };
const tokens = [{ account: 'office-1', name: '办公室', role: 'office' as const, token: 'of-office-1' }];

it('on the sample data: three things to try, how to start empty, whom to be', () => {
  const said = greeting({ ...own, tokens });
  for (const part of [address, 'of-this-start', 'history 0624', 'LOOKBACK_SAMPLE=none', 'of-office-1'])
    expect(said).toContain(part);
});

it('on an office’s own ledger: how to begin, nothing of the sample, no token', () => {
  for (const language of ['zh', 'en'] as const) {
    const said = greeting({ ...own, language });
    for (const part of [address, 'rules issue', 'case import', 'docs/operations.md']) expect(said).toContain(part);
    expect(said).not.toMatch(/of-this-start|0624|2015/);
  }
});
