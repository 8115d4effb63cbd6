import type { CaseState } from '#libs/cases/state.js';

const answers = ['FileReply', 'FileCoOpinion', 'GrantExtension', 'ChangeOuterRole'];
const leaves = ['DropCoUnit', 'FileCoOpinion', 'FileReply'];

/** Dates by which a command is due. */
export const duesOf = (name: string, { due, assignments, opinions, commitments }: CaseState): readonly string[] => {
  const outer = answers.includes(name) ? [due.reply, due.coOpinion] : [];
  const inner = leaves.includes(name) ? Object.values(assignments).map((each) => each.due) : [];
  const again = name === 'FileCoOpinion' ? Object.values(opinions).map(({ returned }) => returned?.due) : [];
  const promised = name === 'FulfilCommitment' ? Object.values(commitments).map(({ due: on }) => ({ on })) : [];
  return [...outer, ...inner, ...again, ...promised].flatMap((each) => (each ? [each.on] : []));
};
