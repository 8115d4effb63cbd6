import type { EvolveTable } from '#libs/kernel/decider.js';
import type { CaseEvents } from '../events.js';
import { marked, without } from '../folding.js';
import type { CaseState } from '../state.js';
import type { Termination } from '../vocabulary.js';

const ending =
  (as: Termination) =>
  (state: CaseState, _: unknown, event: Parameters<typeof marked>[0]): CaseState => ({
    ...state,
    terminated: { as, mark: marked(event) },
  });

/** 受理: how a case came in, what it is, and how it left without an answer. */
export const intakeRows = {
  CaseRegistered: (state, data, event) => ({
    ...state,
    registered: { ...data, mark: marked(event) },
    ...(state.role || !data.outerRole ? {} : { role: { role: data.outerRole, mark: marked(event) }, due: data.due }),
  }),
  RegistrationAbandoned: (state) => ({ ...state, abandoned: true }),
  OuterRoleChanged: (state, { to, due }, event) => ({ ...state, role: { role: to, mark: marked(event) }, due }),
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
