import { at } from './paths.mjs';

/** ES modules in Jest need Node's vm modules; only their "experimental" notice is silenced, other warnings stay. */
export const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  at('node_modules', 'jest', 'bin', 'jest.js'),
];
