/** How often a fault is tried: few in CI, many in `npm run torture -- --long`. */
export const rounds = ({ ci, long }: { readonly ci: number; readonly long: number }): number =>
  Math.max(1, Math.round((process.env['LANE'] === 'long' ? long : ci) * Number(process.env['LANE_SHARE'] ?? '1')));

/** Printed by the lane at its start; `SEED=` replays. */
export const seed = Number(process.env['SEED'] ?? '20150930');
