import type { Refusal } from '#values/outcome.ts'
import { inAList } from '#values/text.ts'

/** Every way that an authority is refused. */
export const endsFirst: Refusal = {
  code: 'parties/authority-ends-first',
  says: 'It would end before it begins. Look at the two days.',
}

/** An adviser's consent is for a matter, not for ever: it needs a day on which it ends. */
export const needsAnEnd: Refusal = {
  code: 'parties/authority-needs-an-end',
  says: 'An adviser’s, agent’s or landlord’s authority needs a last day: ask again then.',
}

export const lettersNeedScope: Refusal = {
  code: 'parties/authority-letters-need-scope',
  says: 'Somebody who may only pay cannot have the letters: they say everything.',
}

/** Where letters go is one answer for a person, whatever they owe: the letters would say what may not be said. */
export const lettersNeedEverything: Refusal = {
  code: 'parties/authority-letters-need-everything',
  says: 'Somebody who speaks for some debts only cannot have the letters: they would have those about the others too.',
}

export const notOwed = (debtTypes: readonly string[]): Refusal => ({
  code: 'parties/authority-debt-not-owed',
  says: `They do not owe ${inAList(debtTypes)}. Choose among what they owe, or none for everything; nothing was kept, and what you typed is still here.`,
})

export const accountNotOwed: Refusal = {
  code: 'parties/authority-account-not-owed',
  says: 'They do not owe an account that was ticked. Choose among what they owe, or none for everything; nothing was kept, and what you typed is still here.',
}
