import type { Refusal } from '#values/outcome.ts'
import type { Which } from './withdrawal.ts'

export const nothingWent = (which: Which): Refusal => ({
  code: 'recovery/nothing-to-withdraw',
  says:
    which === 'everything'
      ? 'Nothing that this run sent still stands, so there is nothing to withdraw. What has not gone is stopped, not withdrawn.'
      : 'Nothing that this run sent, and that still stands, lacks its earlier step. Nothing was asked for.',
})

export const oneWaits: Refusal = {
  code: 'recovery/withdrawal-waits',
  says: 'A withdrawal of this run waits for a second person. Nothing was asked for; agree to that one or refuse it first.',
}

export const notWaiting: Refusal = {
  code: 'recovery/withdrawal-not-waiting',
  says: 'This withdrawal was decided already. Nothing was changed.',
}

export const secondPerson: Refusal = {
  code: 'recovery/withdrawal-second-person',
  says: 'You asked for this withdrawal, so somebody else agrees to it. Nothing was changed.',
}
