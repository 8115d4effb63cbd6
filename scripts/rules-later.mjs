/** Rules that no test of this release names, and why: what they speak of is not built yet. */
export const laterRules = {
  'engine 37': 'evidence and issued files come with the printed briefing',
  'engine 47': 'injected I/O faults come with the server set-up’s fault tests',
};
