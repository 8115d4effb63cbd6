import { existsSync, readFileSync } from 'node:fs';
import { at } from './paths.mjs';
import { Stop } from './say.mjs';

const needed = 24;
const systems = { win32: 'win' };

/** The platform package that carries the runtime, as `optionalDependencies` of package.json name it. */
export const runtimePackage = ({ platform, arch } = process) => `node-${systems[platform] ?? platform}-${arch}`;

export const pinnedVersion = (manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'))) =>
  manifest.optionalDependencies?.[runtimePackage()] ?? 'none';

const binary = () => (process.platform === 'win32' ? 'node.exe' : 'node');

const refusal = () =>
  `本机（${process.platform}-${process.arch}）没有随附的 Node.js，请先安装 Node.js ${needed} 或更新版本后重试。` +
  ` No Node.js is bundled for this machine (${process.platform}-${process.arch}): install Node.js ${needed} or newer, then run this again.`;

/** The pinned Node; on a platform without one the caller's own, if it is new enough. */
export const runtime = () => {
  const pinned = at('node_modules', runtimePackage(), 'bin', binary());
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath;
  throw new Stop(refusal());
};
