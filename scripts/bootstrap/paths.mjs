import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const at = (...parts) => join(root, ...parts);

/** What one run leaves for the next: locks and reports. Ignored by git, safe to delete. */
export const scratch = at('.lookback');
export const testReport = at('.lookback', 'tests.json');
