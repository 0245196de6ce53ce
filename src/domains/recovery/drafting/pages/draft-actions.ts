import { formatDate, formatDateOf } from '#values/dates.ts'
import { details, summaryList, warningText } from '#web/govuk/display.ts'
import { button, input, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import type { KeptSimulation } from '../../simulation/keep.ts'
import { countsFor } from '../../simulation/in-words.ts'
import { standingOf } from '../../trials/trial.ts'
import { isSound } from '../checks.ts'
import { daysThatASimulationHolds } from '../shown-by.ts'
import { contentOf } from '../submit.ts'
import type { DraftModel } from './draft.page.ts'
import { act, whoIs } from './shared.ts'

/** What can be done with a draft as it stands: simulate, submit, approve, return. */
export function draftActions(model: DraftModel): Html {
  const { session, draft } = model
  const may = (permission: 'policy:draft' | 'policy:approve') =>
    session.permissions.includes(permission)
  return html`
    ${simulated(model)}
    ${draft.status === 'draft' && may('policy:draft') && simulateForm(model)}
    ${may('policy:draft') && submitting(model)}
    ${draft.status === 'submitted' && html`${asked(model)}${may('policy:approve') && approveForms(model)}${may('policy:draft') && act(session, `/policy/drafts/${draft.id}/take-back`, button('Take it back to go on writing', { secondary: true }))}`}
    ${draft.status === 'approved' && html`<p class="govuk-body">Approved, from ${draft.inForceFrom && formatDate(draft.inForceFrom)}. <a class="govuk-link" href="/policy">All versions</a></p>`}`
}

const simulated = (model: DraftModel): Html => {
  const { draft, simulation, asked } = model
  const link = html`<a class="govuk-link" href="/policy/drafts/${draft.id}/simulation">what it would change</a>`
  const isUnderWay = asked !== undefined && asked.state !== 'failed'
  return html`
    ${asked?.state === 'failed' && warningText('The simulation that was asked for last failed, and nothing of it was kept. Ask for it again; if it fails again, tell whoever runs Evenhand.')}
    ${isUnderWay && html`<p class="govuk-body">Being simulated: ${link}.</p>`}
    ${simulation ? resultInShort(model, simulation, link) : !asked && html`<p class="govuk-body">What it would change on the book is not known yet.</p>`}`
}

const resultInShort = (
  { session, isSimulationOld }: DraftModel,
  { finishedAt, result }: KeptSimulation,
  link: Html,
): Html => {
  const { count } = countsFor({ mayOpenAccounts: session.permissions.includes('accounts:view') })
  return html`
    <p class="govuk-body">Simulated ${finishedAt && formatDateOf(finishedAt)}: ${result && `${count(result.moved)} of ${count(result.accounts)} accounts would be decided otherwise`}. See ${link}.</p>
    ${isSimulationOld && warningText(`Another policy or law has come in since it was simulated, or that is more than ${daysThatASimulationHolds} days ago. Simulate it again.`)}`
}

const simulateForm = ({ session, draft, simulation }: DraftModel): Html =>
  act(
    session,
    `/policy/drafts/${draft.id}/simulate`,
    button(simulation ? 'Simulate it again' : 'Simulate it on the book', {
      secondary: simulation !== undefined,
      once: true,
    }),
  )

/** The form, or what is to be done first; whoever has just filled it in has both, so that nothing typed is lost. */
function submitting(model: DraftModel): Html {
  const { draft, checked, simulation, isSimulationOld, typed = {} } = model
  const first = !isSound(checked)
    ? 'put right what the checks found'
    : !simulation || isSimulationOld
      ? 'it is to be simulated as it is now'
      : undefined
  const isWritten = draft.status === 'draft'
  return html`
    ${isWritten && first !== undefined && html`<p class="govuk-body">Before it can be submitted, ${first}.</p>`}
    ${((isWritten && first === undefined) || typed['because'] !== undefined) && submitForm(model)}
    ${isWritten && first === undefined && trialLink(model)}`
}

function submitForm({ session, draft, checked, today, typed = {}, errors = {} }: DraftModel): Html {
  return act(
    session,
    `/policy/drafts/${draft.id}/submit`,
    html`
    <input type="hidden" name="version" value="${draft.version}">
    ${input({ name: 'from', label: 'In force from', hint: `Like ${formatDate(today.add({ days: 7 }))}; not in the past`, value: typed['from'], error: errors['from'], width: 10 })}
    ${textarea({ name: 'because', label: checked.findings.length > 0 ? 'Why is it right, although the checks ask?' : 'What should whoever approves know?', rows: 2, value: typed['because'], error: errors['because'] })}
    ${button('Submit for approval', { once: true })}`,
  )
}

/** The other way on; and what a trial that runs means for whoever goes this one. */
const trialLink = ({ draft, trials, today }: DraftModel): Html =>
  trials.some(trial => standingOf(trial, today) === 'running')
    ? html`<p class="govuk-body">A trial runs for ${draft.debtType}. What is simulated here is against what is in force, as if nothing were tried; once another policy comes into force, the trial is over.</p>`
    : html`<p class="govuk-body">Or see first what comes of it: <a class="govuk-link" href="/policy/drafts/${draft.id}/trial">try it on a share of people</a>.</p>`

const asked = ({ draft, staff }: DraftModel): Html =>
  summaryList([
    ['Submitted by', whoIs(staff, draft.submittedBy ?? '')],
    ['In force from', draft.inForceFrom ? formatDate(draft.inForceFrom) : ''],
    ...(draft.submittedWhy === '' ? [] : ([['Why', draft.submittedWhy]] as const)),
  ])

function approveForms({ session, draft, versions, typed = {}, errors = {} }: DraftModel): Html {
  const hadAHand =
    draft.submittedBy === session.staffId ||
    versions.some(({ savedBy }) => savedBy === session.staffId)
  return html`
    ${
      hadAHand
        ? html`<p class="govuk-body">You wrote or submitted it, so somebody else approves it.</p>`
        : act(
            session,
            `/policy/drafts/${draft.id}/approve`,
            html`<input type="hidden" name="contentHash" value="${contentOf(draft)}">${button('Approve it', { once: true })}`,
          )
    }
    ${details(
      'Return it',
      act(
        session,
        `/policy/drafts/${draft.id}/return`,
        html`${textarea({ name: 'returnedBecause', label: 'What has to change?', rows: 2, value: typed['returnedBecause'], error: errors['returnedBecause'] })}${button('Return it', { secondary: true })}`,
      ),
      { open: errors['returnedBecause'] !== undefined },
    )}`
}
