import { languageOf } from './problems.js';

interface Greeting {
  readonly address: string;
  readonly operatorToken: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a person reads after `npm start`: where it runs, three things to try, how to start empty. */
export const greeting = ({ address, operatorToken, environment }: Greeting): string => {
  const language = languageOf({ headers: { 'accept-language': environment['LANG']?.startsWith('en') ? 'en' : 'zh' } });
  const curl = `curl -s -H "Authorization: Bearer ${operatorToken}"`;
  const lines =
    language === 'zh'
      ? [
          `回头看已启动：${address}`,
          '试一试：',
          `  1. 接口文档：${address}/api`,
          `  2. 2015 年的数字，按当时所知：${curl} "${address}/api/v1/statistics?year=2015&validAt=2015-09-30&knownAt=2015-10-31"`,
          '  3. 一件的全部留痕：npm run lookback -- history 0624',
          '从空台账开始：LOOKBACK_SAMPLE=none LOOKBACK_DATA=./my-data npm start',
        ]
      : [
          `Lookback is running: ${address}`,
          'Three things to try:',
          `  1. The API page: ${address}/api`,
          `  2. The figures of 2015 as known then: ${curl} "${address}/api/v1/statistics?year=2015&validAt=2015-09-30&knownAt=2015-10-31"`,
          '  3. Everything that happened to a case: npm run lookback -- history 0624',
          'Start with an empty ledger: LOOKBACK_SAMPLE=none LOOKBACK_DATA=./my-data npm start',
        ];
  return `${lines.join('\n')}\n`;
};
