import { citationLink } from '#web/citation.ts'
import { html, type Html } from '#web/html.ts'
import { capitalised } from '#values/text.ts'
import { actionInWords } from '../actions.ts'
import { inWords } from '../condition.ts'
import type { Rule } from '../rules.ts'

/** Rules in English in the order in which they are asked, each part of the law with its citation. */
export const rulesList = (rules: readonly Rule[]): Html =>
  html`<ol class="govuk-list eh-rules">${rules.map(ruleInWords)}</ol>`

const ruleInWords = ({ name, outcome, needs, why }: Rule): Html => html`
  <li><strong>${name}</strong>: ${outcome === 'hold' ? 'wait' : html`<strong>${actionInWords(outcome)}</strong>`} when
    ${needs.map(
      ({ condition, law }, n) =>
        html`${n > 0 && ', and '}${inWords(condition)}${law && html` ${citationLink(law)}`}`,
    )}. <span class="eh-quiet">${capitalised(why)}.</span></li>`
