/** Rules that no test of this release names, and why: what they speak of is not built yet. None is left. */
export const laterRules = {};
