import type { Language } from '#libs/kernel/refusal.js';
import { roleLabels } from '#libs/office/labels.js';
import type { SampleToken } from './sample-tokens.js';

interface Greeting {
  readonly address: string;
  readonly operatorToken: string;
  readonly language: Language;
  readonly tokens: readonly SampleToken[];
}

const question = '/api/v1/statistics?year=2015&validAt=2015-09-30&knownAt=2015-10-31';

const sentences = {
  zh: {
    running: '回头看已启动：',
    tries: '试一试：',
    page: '接口文档：',
    figures: '2015 年的数字，按当时所知：',
    history: '一件的全部留痕：',
    empty: '从空台账开始：',
    tokens: '样例账户的令牌（只在本机可用；连同角色，每行一个）：',
  },
  en: {
    running: 'Lookback is running: ',
    tries: 'Three things to try:',
    page: 'The API page: ',
    figures: 'The figures of 2015 as known then: ',
    history: 'Everything that happened to a case: ',
    empty: 'Start with an empty ledger: ',
    tokens: 'Tokens of the sample accounts (for this machine; one line an account, with its role):',
  },
};

/** What a person reads after `npm start`: where it runs, three things to try, how to start empty, whom to be. */
export const greeting = ({ address, operatorToken, language, tokens }: Greeting): string => {
  const say = sentences[language];
  const curl = `curl -s -H "Authorization: Bearer ${operatorToken}" "${address}${question}"`;
  const lines = [
    `${say.running}${address}`,
    say.tries,
    `  1. ${say.page}${address}/api`,
    `  2. ${say.figures}${curl}`,
    `  3. ${say.history}npm run lookback -- history 0624`,
    `${say.empty}LOOKBACK_SAMPLE=none LOOKBACK_DATA=./my-data npm start`,
    ...(tokens.length > 0 ? [say.tokens] : []),
    ...tokens.map(({ account, role, token }) => `  ${account.padEnd(16)}${token}  ${roleLabels[role][language]}`),
  ];
  return `${lines.join('\n')}\n`;
};
