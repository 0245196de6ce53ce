import { tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Difference } from '../differences.ts'
import type { Draft } from '../draft.ts'
import type { Standing } from '../versions.ts'

/** Who somebody is: an officer by name, a part of ours by what it does. */
export const whoIs = (staff: ReadonlyMap<string, string>, id: string): string => {
  if (id.startsWith('system:')) return id === 'system:shipped' ? 'Evenhand, as shipped' : 'Evenhand'
  return staff.get(id) ?? 'somebody who has left'
}

const colours = { 'in force': 'green', 'to come': 'blue', over: 'grey', withdrawn: 'red' } as const
export const standingTag = (standing: Standing): Html => tag(standing, colours[standing])

const statuses = {
  draft: ['being written', 'yellow'],
  submitted: ['waits for approval', 'purple'],
  approved: ['approved', 'green'],
  dropped: ['given up', 'grey'],
} as const
export const draftTag = ({ status }: Pick<Draft, 'status'>): Html => {
  const [label, colour] = statuses[status]
  return tag(label, colour)
}

/** A form of one button or a few fields, sent to `to`. */
export const act = (session: Session, to: string, content: Html): Html =>
  html`<form method="post" action="${to}" novalidate>${csrf(session)}${content}</form>`

export const differencesList = (
  differences: readonly Difference[],
  none = 'Nothing is different.',
): Html =>
  differences.length === 0
    ? html`<p class="govuk-body">${none}</p>`
    : html`<ul class="govuk-list govuk-list--spaced">${differences.map(
        ({ kind, what, says }) =>
          html`<li><strong>${what}</strong> ${tag(kind, kind === 'removed' ? 'red' : 'blue')}${says.map(line => html`<br>${line}`)}</li>`,
      )}</ul>`
