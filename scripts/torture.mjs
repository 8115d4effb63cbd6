// `npm run torture` tries the faults at the counts of CI, `-- --long` at those of a night; other words choose specs.
// SEED= replays; LANE_SHARE=0.1 does a tenth. Needs strace for what a disk can do to a process.
import { spawnSync } from 'node:child_process';
import { jest } from './bootstrap/jest.mjs';
import { runChild } from './bootstrap/child.mjs';
import { at } from './bootstrap/paths.mjs';

const given = process.argv.slice(2);
const isLong = given.includes('--long');
const wanted = given.filter((word) => word !== '--long');

if (spawnSync('strace', ['-V']).error) {
  console.error('strace is missing: power cuts, kills at a write and failing disks cannot be tried (缺少 strace)');
  process.exit(1);
}

const seed = process.env.SEED ?? '20150930';
console.log(`torture: ${isLong ? 'the long lane' : 'the lane of CI'}, SEED=${seed}`);
process.env.SEED = seed;
process.env.LANE = isLong ? 'long' : 'ci';

const run = [...jest, '-c', at('test', 'faults', 'jest.config.json'), ...wanted];
const { code } = await runChild(process.execPath, run);
process.exitCode = code;
