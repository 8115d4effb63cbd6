import { annualPage } from './annual.js';
import { bimonthlyPage } from './bimonthly.js';
import { leadersPage } from './leaders.js';
import type { Page, Paging } from './page.js';
import { unitPages } from './units.js';

/** Everything that can be printed of one briefing, made once and frozen together. */
export interface Pages {
  /** Addresses are relative to it. */
  readonly home: string;
  readonly main: Page;
  /** 专报, one page. */
  readonly leaders: Page;
  /** A sheet for each unit. */
  readonly units: Readonly<Record<string, Page>>;
}

export const pagesOf = (paging: Paging): Pages => {
  const { home, kind } = paging.drafting.point;
  const leaders = leadersPage(paging);
  const main = kind === 'special' ? leaders : kind === 'annual' ? annualPage(paging) : bimonthlyPage(paging);
  return { home, main, leaders, units: unitPages(paging) };
};
