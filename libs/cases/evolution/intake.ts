import type { EvolveTable } from '#libs/kernel/decider.js';
import type { CaseEvents } from '../events.js';
import { marked, without } from '../folding.js';
import type { CaseState, Mark } from '../state.js';
import type { OuterRole, Termination } from '../vocabulary.js';

const ending =
  (as: Termination) =>
  (state: CaseState, _: unknown, event: Parameters<typeof marked>[0]): CaseState => ({
    ...state,
    terminated: { as, mark: marked(event) },
  });

/** A role starts its own outer clocks. */
const inRole = (role: OuterRole, due: CaseState['due'], mark: Mark): Pick<CaseState, 'role' | 'due' | 'dueSince'> => ({
  role: { role, mark },
  due,
  dueSince: { reply: { started: mark, set: mark }, coOpinion: { started: mark, set: mark } },
});

/** 受理: how a case came in, what it is, and how it left without an answer. */
export const intakeRows = {
  CaseRegistered: (state, data, event) => ({
    ...state,
    registered: { ...data, mark: marked(event) },
    ...(state.role || !data.outerRole ? {} : inRole(data.outerRole, data.due, marked(event))),
  }),
  RegistrationAbandoned: (state) => ({ ...state, abandoned: true }),
  OuterRoleChanged: (state, { to, due }, event) => ({ ...state, ...inRole(to, due, marked(event)) }),
  CaseClassified: (state, { scheme, subject }, event) => ({
    ...state,
    classified: { scheme, subject, mark: marked(event) },
  }),
  CaseFlagged: (state, { flag }, event) => ({ ...state, flags: { ...state.flags, [flag]: marked(event) } }),
  CaseUnflagged: (state, { flag }) => ({ ...state, flags: without(state.flags, flag) }),
  CaseLinked: (state, { cases }, event) => ({ ...state, links: [...state.links, { cases, mark: marked(event) }] }),
  CaseWithdrawn: ending('withdrawn'),
  CaseReturnedToProposer: ending('returnedToProposer'),
  CaseConvertedToLetter: ending('convertedToLetter'),
  CaseMerged: (state, { into }, event) => ({
    ...ending('merged')(state, undefined, event),
    mergedInto: { into, mark: marked(event) },
  }),
  CaseAcceptedFromCity: (state, _, event) => ({ ...state, acceptedFromCity: marked(event) }),
  CaseReferredUp: (state, { referral }, event) => ({ ...state, referral: { referral, up: marked(event) } }),
  ReferralAccepted: (state, { referral }, event) => ({
    ...ending('referralAccepted')(state, undefined, event),
    referral: { ...state.referral, referral, decided: { as: 'accepted', mark: marked(event) } },
  }),
  ReferralRefused: (state, { referral }, event) => ({
    ...state,
    referral: { ...state.referral, referral, decided: { as: 'refused', mark: marked(event) } },
  }),
} satisfies Partial<EvolveTable<CaseState, CaseEvents>>;
