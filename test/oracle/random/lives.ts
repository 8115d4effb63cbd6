import { cases } from '#libs/cases/aggregate.js';
import { oneOf, type Stroke } from './stroke.js';

/** Lives as an office knows them; a stroke goes on with the life of its case, or breaks in with anything else. */
const lives: readonly string[] = [
  'AssignCase AcceptAssignment RecordContact FileCoOpinion ReportProgress NotifyProposers DraftReply FileReply AskFeedback RecordFeedback OrderRehandling FileReply AskFeedback RecordFeedback PublishReply RecordRevisit FulfilCommitment CarryOver RecordRevisit',
  'AssignCase FileCoOpinion ReturnCoOpinion FileCoOpinion AdoptCoOpinion RateCoOpinion ChangeOuterRole RecordContact FileReply RecordRevisit',
  'AcceptFromCity AssignCase RequestReturn ApproveReturn AcceptAssignment AddCoUnit FileCoOpinion RequestExtension GrantExtension FileReply DecideDisclosure PublishReply WithdrawPublication RecordRevisit DeclareUnfulfillable CarryOver',
  'ReferUp RecordReferralRefused AssignCase AcceptAssignment SetPlan SlipMilestone CompleteMilestone Remind Urge DraftReply ReturnDraft DraftReply ReviewReply FileReply RecordRevisit',
  'AssignCase FlagCase RaiseCoordination DecideCoordination RequestReturn RefuseReturn AddCoUnit DropCoUnit WaiveVisit FileReply OrderRehandling RequestExtension GrantExtension FileReply RecordRevisit CarryOver',
  'ClassifyCase AssignCase ReportProgress ReportProgress NotifyProposers ChangeOuterRole FileCoOpinion ChangeOuterRole FileReply OrderRehandling',
  'AssignCase RecordContact FileReply AskFeedback RecordFeedback RecordFeedback OrderRehandling FileReply AskFeedback RecordFeedback RecordFeedback OrderRehandling RecordContact FileReply AskFeedback RecordFeedback PublishReply',
  'AssignCase RecordContact FileReply FulfilCommitment RecordRevisit DeclareUnfulfillable FulfilCommitment RecordRevisit FulfilCommitment FulfilCommitment CarryOver ReportProgress RecordRevisit DeclareUnfulfillable',
  'AssignCase AcceptAssignment RequestReturn ApproveReturn RequestReturn RefuseReturn AcceptAssignment AddCoUnit DropCoUnit AddCoUnit FileCoOpinion ReturnCoOpinion FileCoOpinion FileReply',
  'AssignCase RecordContact FileReply DecideDisclosure PublishReply WithdrawPublication DecideDisclosure PublishReply OrderRehandling RequestExtension RefuseExtension RequestExtension GrantExtension FileReply WithdrawPublication',
  'AssignCase RequestExtension GrantExtension RequestExtension GrantExtension FileReply OrderRehandling RequestExtension GrantExtension FileReply OrderRehandling FileReply RecordRevisit',
  'ReferUp RecordReferralAccepted',
  'AssignCase MergeCase',
  'WithdrawCase',
  'ConvertToLetter',
  'ReturnToProposer',
];

/** Most are handled to their end; the rest leave early. */
const handled = lives.slice(0, -5);

export const lifeOf = ({ what }: Stroke): string => oneOf(what % 5 === 0 ? lives : handled, what >> 2);

const ends = [
  'WithdrawCase',
  'ConvertToLetter',
  'ReturnToProposer',
  'MergeCase',
  'AbandonRegistration',
  'RegisterCase',
];
/** What may break in at any time. */
export const names = Object.keys(cases.commands).filter((name) => !ends.includes(name));
