/** Rules without a test in this release, and why: what they speak of is not built yet. */
export const laterRules = {};
