import type { Caution } from '../gate/sense-check.ts'
import type { Refusal } from '#values/outcome.ts'
import type { ChoiceState } from './choices.ts'
import { type JudgedRemedy, remedyVerdictInWords } from './judge-remedy.ts'

export const noSuchAccount: Refusal = {
  code: 'no-such-account',
  says: 'There is no such account in this council. Nothing was chosen.',
}

export const noReferral: Refusal = {
  code: 'no-referral',
  says: 'Nothing asks for a remedy for this account: it is on no list for one. Nothing was chosen; propose a remedy decision first.',
}

export const waitsAlready: Refusal = {
  code: 'waits-already',
  says: 'A remedy was chosen for this account already, and waits for an approver. Nothing was chosen; let that one be decided first.',
}

export const hasChanged: Refusal = {
  code: 'has-changed',
  says: 'Something has changed since this page was shown, so it is shown again. Nothing was chosen; what you wrote is kept.',
}

export const sayWhy: Refusal = {
  code: 'say-why',
  says: 'Say why: the reason is kept and read by whoever asks later. Nothing was chosen.',
}

export const notOpen = ({ kind, verdict }: JudgedRemedy): Refusal =>
  verdict.is === 'blocked by law'
    ? {
        code: 'blocked-by-law',
        says: `Blocked by law: ${kind}. ${remedyVerdictInWords(verdict)}. Nothing was chosen, and nobody can allow it.`,
      }
    : {
        code: 'not-known-yet',
        says: `Too little is known for ${kind}. ${remedyVerdictInWords(verdict)} Nothing was chosen; record it first.`,
      }

export const unread = (cautions: readonly Caution[]): Refusal => ({
  code: 'caution',
  says: `Read and tick each of these first. Nothing was chosen. ${cautions.map(({ says }) => says).join('. ')}.`,
})

export const noSuchChoice: Refusal = {
  code: 'no-such-choice',
  says: 'There is no such choice for this account. Nothing was changed.',
}

export const notNow = (state: ChoiceState): Refusal => ({
  code: 'not-now',
  says: `This choice is ${state}, so that cannot be done to it. Nothing was changed.`,
})

export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Whoever chose a remedy outside policy cannot agree to it or refuse it. Nothing was changed; ask somebody else.',
}

export const notTheirs: Refusal = {
  code: 'not-theirs',
  says: 'Only whoever chose it can take it back. Nothing was changed; an approver can refuse it.',
}

export const contentChanged: Refusal = {
  code: 'content-changed',
  says: 'This is not what you looked at. Nothing was agreed; look at it again.',
}

export const notAsChosen = (why: string): Refusal => ({
  code: 'not-as-chosen',
  says: `It cannot begin as it was chosen. ${why} Nothing was agreed: refuse it, and it can be chosen afresh.`,
})

export const sayHowItEnded: Refusal = {
  code: 'say-why',
  says: 'Say what you know of it: whoever chooses next has only that to go by. Nothing was changed.',
}
