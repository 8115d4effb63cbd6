import { commitContract } from './contract/commits.js';
import { findingContract } from './contract/finding.js';
import { generationContract } from './contract/generations.js';
import { randomContract } from './contract/random.js';
import type { OpenPremises } from './contract/sample.js';

/** What every view store must do; an adapter's spec calls it with premises of its own. */
export const viewStoreContract = (name: string, open: OpenPremises): void => {
  describe(`views in ${name}: commits`, () => commitContract(open));
  describe(`views in ${name}: generations`, () => generationContract(open));
  describe(`views in ${name}: finding`, () => findingContract(open));
  describe(`views in ${name}: any query`, () => randomContract(open));
};
