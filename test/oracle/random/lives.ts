/** Lives as an office knows them; a stroke goes on with the life of its case, or breaks in with anything else. */
export const lives: readonly string[] = [
  'AssignCase AcceptAssignment RecordContact FileCoOpinion ReportProgress NotifyProposers DraftReply FileReply AskFeedback RecordFeedback OrderRehandling FileReply AskFeedback RecordFeedback PublishReply RecordRevisit FulfilCommitment CarryOver RecordRevisit',
  'AssignCase FileCoOpinion ReturnCoOpinion FileCoOpinion AdoptCoOpinion ChangeOuterRole RecordContact FileReply RecordRevisit',
  'AcceptFromCity AssignCase RequestReturn ApproveReturn AcceptAssignment AddCoUnit FileCoOpinion RequestExtension GrantExtension FileReply DecideDisclosure PublishReply WithdrawPublication RecordRevisit DeclareUnfulfillable CarryOver',
  'ReferUp RecordReferralRefused AssignCase AcceptAssignment SetPlan SlipMilestone CompleteMilestone Remind Urge DraftReply ReturnDraft DraftReply ReviewReply FileReply RecordRevisit',
  'AssignCase FlagCase RaiseCoordination DecideCoordination RequestReturn RefuseReturn AddCoUnit DropCoUnit WaiveVisit FileReply OrderRehandling RequestExtension GrantExtension FileReply RecordRevisit CarryOver',
  'ClassifyCase AssignCase ReportProgress ReportProgress NotifyProposers ChangeOuterRole FileCoOpinion ChangeOuterRole FileReply OrderRehandling',
  'ReferUp RecordReferralAccepted',
  'AssignCase MergeCase',
  'WithdrawCase',
  'ConvertToLetter',
  'ReturnToProposer',
];
