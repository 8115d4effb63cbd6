// `npm run freeze -- 0.2`: a frozen log of this release with frozen readings of it, beside those of earlier releases.
// The story is told and read in Jest, which compiles the sources; an existing fixture is never written over.
import { jest } from './bootstrap/jest.mjs';
import { runChild } from './bootstrap/child.mjs';

const [release = ''] = process.argv.slice(2);
const { code } = await runChild(process.execPath, [...jest, '--testMatch', '**/test/frozen/freeze.ts'], {
  env: { ...process.env, FREEZE: release },
});
process.exitCode = code;
