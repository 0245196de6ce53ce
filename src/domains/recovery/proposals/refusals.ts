import type { Refusal } from '#values/outcome.ts'
import type { Caution } from '../gate/sense-check.ts'
import { type Verdict, verdictInWords } from '../gate/verdict.ts'

/** The three refusals of the gate, as every way in says them. */
export const byTheGate = (verdict: Exclude<Verdict, { readonly is: 'clear' }>): Refusal => {
  switch (verdict.is) {
    case 'blocked by law':
      return {
        code: 'blocked-by-law',
        says: `Blocked by law. ${verdictInWords(verdict)}. Nothing was proposed, and nobody can allow it.`,
      }
    case 'outside policy':
      return {
        code: 'outside-policy',
        says: 'This is outside policy: say why it is right all the same. Nothing was proposed.',
      }
    case 'caution':
      return unread(verdict.cautions)
  }
}

export const unread = (cautions: readonly Caution[]): Refusal => ({
  code: 'caution',
  says: `Read and tick each of these first. Nothing was proposed. ${cautions
    .map(({ says }) => says)
    .join('. ')}.`,
})

export const usedTwice = (reference: string): string =>
  `More than one source has an account ${reference}. Write it with its source before it, as in source/${reference}`

export const noSuchAccount: Refusal = {
  code: 'no-such-account',
  says: 'There is no such account in this council. Nothing was proposed.',
}

export const onItsWay: Refusal = {
  code: 'on-its-way',
  says: 'A step about this account is already on its way or waits for approval. Nothing was done; let that one end first.',
}

export const takenAlready: Refusal = {
  code: 'taken-already',
  says: 'This very step has been taken for the same period, or is on somebody’s list. Nothing was done.',
}

export const noSuchProposal: Refusal = {
  code: 'no-such-proposal',
  says: 'There is no such proposal in this council. Nothing was changed.',
}

export const notNow = (state: string): Refusal => ({
  code: 'not-now',
  says: `This proposal is ${state}, so that cannot be done to it. Nothing was changed.`,
})

export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Whoever proposes a step cannot approve or refuse it. Nothing was changed; ask somebody else.',
}

export const notTheirs: Refusal = {
  code: 'not-theirs',
  says: 'Only whoever proposed it can take it back. Nothing was changed; an approver can refuse it.',
}

export const contentChanged: Refusal = {
  code: 'content-changed',
  says: 'This is not what you looked at. Nothing was approved; look at it again.',
}

export const notAsProposed = (reason: string): Refusal => ({
  code: 'not-as-proposed',
  says: `It cannot go as it was proposed. ${reason}. Nothing was approved: refuse it, and it can be proposed afresh.`,
})
