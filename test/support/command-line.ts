import { shanghai, shanghaiCalendars, shanghaiSubjectSchemes } from '#libs/office/shanghai-rules.js';
import { openOffice, type TestOffice } from './office.js';

export interface Said {
  readonly code: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly error: string;
}

export interface Surroundings {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly bars?: NodeJS.WriteStream;
}

/** The command line in this process, as a shell would call it. */
export const commandLine = async ({ folder, environment = {}, bars }: Surroundings) => {
  // Loaded before the rest: Jest cannot require an ES module (tslib) whose import is still under way.
  await import('class-validator-jsonschema');
  const { run } = await import('#apps/cli/program.js');
  return async (...argv: readonly string[]): Promise<Said> => {
    const [out, error]: [string[], string[]] = [[], []];
    const code = await run(argv, {
      environment: { LOOKBACK_DATA: folder, LOOKBACK_MIN_FREE: '0', ...environment },
      bars: { stream: bars },
      out: (text) => void out.push(text),
      error: (text) => void error.push(text),
    });
    return { code, out: out.join('\n'), error: error.join('\n') };
  };
};

/** What a ledger of 2024 rests on. */
export const furnish = async ({ give }: TestOffice): Promise<void> => {
  for (const scheme of shanghaiSubjectSchemes) await give('rule-book', 'IssueSubjectScheme', scheme, { id: shanghai });
  for (const notice of shanghaiCalendars.slice(-5)) await give('rule-book', 'IssueCalendar', notice, { id: shanghai });
  await give('unit', 'FoundUnit', { effectiveFrom: '2000-01-01', unit: 'jianguan', name: '区建管委' });
};

/** A data folder whose office is ready for a ledger of 2024, held by nobody. */
export const furnishedFolder = async (): Promise<string> => {
  const office = await openOffice('2024-12-31T09:00:00+08:00');
  await furnish(office);
  await office.runtime.close();
  return office.folder;
};
