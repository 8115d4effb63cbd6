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
    next: '接下来可做：',
    rules: '第一次使用：启用办理规则和放假通知，然后设立单位、任职、开通账号（docs/operations.md 第 1 节）：',
    ledger: '核对并导入历年台账：',
  },
  en: {
    running: 'Lookback is running: ',
    tries: 'Three things to try:',
    page: 'The API page: ',
    figures: 'The figures of 2015 as known then: ',
    history: 'Everything that happened to a case: ',
    empty: 'Start with an empty ledger: ',
    tokens: 'Tokens of the sample accounts (for this machine; one line an account, with its role):',
    next: 'What to do next:',
    rules:
      'At first: issue the rules and the holiday notices, then units, posts, accounts (docs/operations.md, section 1): ',
    ledger: 'Check and import the ledgers of past years: ',
  },
};

/** What a person reads after `npm start`: where it runs, three things to try, how to start empty, whom to be. */
export const greeting = (given: Greeting): string => {
  const say = sentences[given.language];
  const lines = given.tokens.length > 0 ? ofSample(given) : ofOwn(given);
  return `${[`${say.running}${given.address}`, ...lines].join('\n')}\n`;
};

const ofSample = ({ address, operatorToken, language, tokens }: Greeting): readonly string[] => {
  const say = sentences[language];
  const curl = `curl -s -H "Authorization: Bearer ${operatorToken}" "${address}${question}"`;
  return [
    say.tries,
    `  1. ${say.page}${address}/api`,
    `  2. ${say.figures}${curl}`,
    `  3. ${say.history}npm run lookback -- history 0624`,
    `${say.empty}LOOKBACK_SAMPLE=none LOOKBACK_DATA=./my-data npm start`,
    say.tokens,
    ...tokens.map(({ account, role, token }) => `  ${account.padEnd(16)}${token}  ${roleLabels[role][language]}`),
  ];
};

/** An office's own ledger: nothing of the sample is in it, and no token belongs on a screen or into a journal. */
const ofOwn = ({ address, language }: Greeting): readonly string[] => {
  const say = sentences[language];
  return [
    say.next,
    `  1. ${say.page}${address}/api`,
    `  2. ${say.rules}npm run lookback -- rules issue`,
    `  3. ${say.ledger}npm run lookback -- case import ledger.xlsx --dry-run`,
  ];
};
