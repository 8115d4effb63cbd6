import { statfs } from 'node:fs/promises';

/** Bytes an ordinary process may still write in the file system of `folder` (engine 16). */
export const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};
