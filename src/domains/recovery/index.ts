/** Recovery: what a council's policy says should happen next to each account, why, and doing it once. */
export { answerInWords, factOf } from './answers/questions.ts'
export { approve, stop, submit } from './approve.ts'
export { countFromService } from './count-from-service.ts'
export { decisionsOn } from './decisions.ts'
export { letterDispatcher, type LetterToWrite, type WriteLetter } from './dispatch.ts'
export { type Explanation, explain, inText } from './explain.ts'
export { factShapes, sheetOfRow } from './fact-rows.ts'
export { facts as recoveryFacts } from './facts.ts'
export { type ConditionIn, type FactDefinition, language, type SheetIn } from './language.ts'
export { nextStepFor } from './next-step.ts'
export { planNight, type PlanNight, takeInHolds } from './plan.ts'
export { type PolicyInForce, policiesOn, publishPolicy, seedPolicies } from './policies-in-force.ts'
export { fingerprint, type Policy, policySchema } from './policy.ts'
export {
  decisionChangesOn,
  heldByReason,
  type Notice,
  noticesOn,
  pulledByReason,
  type ReasonLine,
  runByStage,
  type RunItem,
  runItems,
  sampleCases,
  type StageLine,
  stagesOf,
} from './queries.ts'
export { stepsNow, stepsToCourt } from './proposals/every-step.ts'
export { stepsTable } from './proposals/pages/steps.page.ts'
export { type Proposal, proposalsOn } from './proposals/proposal.ts'
export { openReferral } from './referrals/open-referral.ts'
export { openReferrals, type Referral, referralsOn } from './referrals/referrals.ts'
export { closeReferral } from './referrals/close-referral.ts'
export { type ReturnCode, returnCodes } from './referrals/return-codes.ts'
export { remediesChosenOn } from './remedies/in-words.ts'
export { nightsToRun } from './catch-up.ts'
export { accountsWithoutNextStep, countWithoutNextStep } from './next-step/without.ts'
export { recoveryJobs } from './jobs.ts'
export { recoveryRoutes } from './routes.ts'
export { beginDraft } from './drafting/keep-draft.ts'
export { type PolicyFile, readPolicy } from './drafting/read-policy.ts'
export { byNoLetter, councilTaxInEngland, councilTaxInWales, sundryDebt } from './regimes/index.ts'
export { type Released, releaseRun, releaseStep } from './release.ts'
export { findRun, finishRun, liveRun, recentRuns, type Run, runsUnderWay } from './run.ts'
export { simulationInText } from './simulation/in-words.ts'
export { type Simulation, simulationAsJson } from './simulation/result.ts'
export { simulate, type Tried } from './simulation/simulate.ts'
export { why, type Why } from './why.ts'
export { withdrawSlipped } from './withdraw.ts'
export { apologyDispatcher } from './withdrawal/apologies.ts'
