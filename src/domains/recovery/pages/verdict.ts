import { citationLink } from '#web/citation.ts'
import { tag } from '#web/govuk/display.ts'
import { checkboxes } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import type { Finding } from '../explain.ts'
import {
  cautionsOf,
  otherHoldsOf,
  type RefusalKind,
  type Verdict,
  verdictInWords,
} from '../gate/verdict.ts'

const looks = {
  'blocked by law': { label: 'Blocked by law', colour: 'red' },
  'outside policy': { label: 'Outside policy', colour: 'yellow' },
  caution: { label: 'Caution', colour: 'blue' },
  clear: { label: 'Can go', colour: 'green' },
} as const

/** The kind of a verdict as a short word: the same wherever one is shown. */
export const verdictTag = (kind: RefusalKind | 'clear'): Html =>
  tag(looks[kind].label, looks[kind].colour)

/** A verdict in a line, for lists. */
export const verdictLine = (verdict: Verdict): Html =>
  html`${verdictTag(verdict.is)} ${verdictInWords(verdict)}`

/**
 * What the gate says of a step, in full. Blocked by law is red, with the citation and no way round; outside policy says which
 * rule says otherwise, and what it asked; a caution says that there is something to read.
 */
export function verdictPart(verdict: Verdict): Html {
  switch (verdict.is) {
    case 'blocked by law':
      return html`
        <div class="eh-verdict eh-verdict--law">
          <h2 class="govuk-heading-s">${verdictTag(verdict.is)} Nobody can allow this</h2>
          ${verdict.blocks.map(
            ({ says, law, findings }) => html`
          <p class="govuk-body eh-verdict__rule">${says}${law && html` ${citationLink(law)}`}</p>
          ${findingsList(findings)}`,
          )}
        </div>`
    case 'outside policy':
      return html`
        <div class="eh-verdict eh-verdict--policy">
          <h2 class="govuk-heading-s">${verdictTag(verdict.is)} It needs a reason, and somebody else to approve it</h2>
          <p class="govuk-body">The rule that fits is “${verdict.rule}”: ${verdict.why}.</p>
          ${findingsList(verdict.findings)}
          ${otherHoldsOf(verdict).map(
            ({ name, why }) =>
              html`<p class="govuk-body eh-verdict__rule">On hold too, by “${name}”: ${why}.</p>`,
          )}
        </div>`
    case 'caution':
      return html`
        <div class="eh-verdict eh-verdict--caution">
          <h2 class="govuk-heading-s">${verdictTag(verdict.is)} Read this first</h2>
          <p class="govuk-body">Policy allows it, by the rule “${verdict.rule}”.</p>
        </div>`
    case 'clear':
      return html`
        <div class="eh-verdict">
          <h2 class="govuk-heading-s">${verdictTag(verdict.is)} Law and policy allow it</h2>
          <p class="govuk-body">By the rule “${verdict.rule}”.</p>
        </div>`
  }
}

/** What has to be ticked before a step: each caution in its own words, which are what is kept. */
export function cautionBoxes(
  verdict: Verdict,
  { ticked, error }: { readonly ticked: readonly string[]; readonly error: string | undefined },
): Html {
  const cautions = cautionsOf(verdict)
  if (cautions.length === 0) return html``
  return checkboxes({
    name: 'ticked',
    label: 'Tick each to say that you have read it',
    error,
    values: ticked,
    choices: cautions.map(({ says }) => ({ value: says, label: says })),
  })
}

const findingsList = (findings: readonly Finding[]): Html =>
  findings.length === 0
    ? html``
    : html`
      <ul class="govuk-list eh-findings">${findings.map(
        ({ met, says, found, law }) => html`
        <li class="${met ? 'eh-met' : 'eh-unmet'}"><span aria-hidden="true">${met ? '✔' : '✘'}</span>
          <span class="govuk-visually-hidden">${met ? 'Yes:' : 'No:'}</span> ${says}${found && ` (${found})`}
          ${law && citationLink(law)}</li>`,
      )}</ul>`
