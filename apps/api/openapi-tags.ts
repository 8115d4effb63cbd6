/** The rooms of the API, in the order a reader meets them, each with the first steps of its paths. */
const rooms: readonly { readonly name: string; readonly description: string; readonly paths: readonly string[] }[] = [
  {
    name: '办理件 · Cases',
    description:
      '登记、交办、办理、答复、回头看，及其留痕 · Registration, assignment, handling, replies, revisits, and their history',
    paths: ['cases', 'imports', 'inconsistencies'],
  },
  {
    name: '统计 · Statistics',
    description:
      '任一截至日、任一所知时点的数字及其背后的件 · Figures at any (validAt, knownAt), and the cases behind them',
    paths: ['statistics'],
  },
  {
    name: '通报 · Briefings',
    description: '双月通报、专报、简报、年度总结 · Bimonthly and special briefings, bulletins, annual summaries',
    paths: ['briefings', 'briefing-figures', 'briefing-lists', 'annual-summaries'],
  },
  {
    name: '登记册与行动 · Register and campaigns',
    description: '会议、培训、检查等办理工作，回头看行动 · Meetings, trainings, inspections; revisit campaigns',
    paths: ['register', 'campaigns'],
  },
  {
    name: '单位、职务、规则 · Office',
    description: '承办单位、领导职务、办理规则和放假通知 · Units, posts, rule books and calendars',
    paths: ['units', 'posts', 'rule-books'],
  },
  {
    name: '账户与审计 · Accounts and audit',
    description: '账户、角色、令牌；谁在何时做了什么；导出 · Accounts, roles, tokens; who did what when; exports',
    paths: ['accounts', 'activity', 'exports'],
  },
  {
    name: '运行 · Operation',
    description: '投影与探针 · Projections and probes',
    paths: ['projections', 'health'],
  },
];

export const apiTags = rooms.map(({ name, description }) => ({ name, description }));

/** The room a path stands in; a path of none fails the document's own spec. */
const tagOf = (path: string): string | undefined => {
  const [first = ''] = path.replace(/^\/(api\/v1\/)?/, '').split('/');
  return rooms.find(({ paths }) => paths.includes(first))?.name;
};

type Operations = Readonly<Record<string, object>>;

/** Every operation under the tag of its room. */
export const tagged = (paths: Readonly<Record<string, object>>): Readonly<Record<string, Operations>> =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => {
      const tag = tagOf(path);
      const named = Object.entries(operations as Operations).map(([method, operation]) => [
        method,
        { ...(tag ? { tags: [tag] } : {}), ...operation },
      ]);
      return [path, Object.fromEntries(named) as Operations];
    }),
  );
