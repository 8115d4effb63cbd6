import type { Scalar } from '../scalar.js';
import type { Value } from './driver.js';

const no = new Uint8Array([0]);
const yes = new Uint8Array([1]);

/**
 * SQLite sorts null < numbers < text < blobs, MongoDB null < numbers < strings < booleans; SQL's own true is the number
 * 1. So booleans are stored as blobs.
 */
export const valueOf = (scalar: Scalar): Value => (typeof scalar === 'boolean' ? (scalar ? yes : no) : scalar);
