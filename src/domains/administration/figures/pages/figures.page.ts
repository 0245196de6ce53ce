import { formatDateOf } from '#values/dates.ts'
import { table, tag } from '#web/govuk/display.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { definitionOf, figureInWords, figureNames, type Figures } from '../catalogue.ts'
import { type FigureChange, isWaiting } from '../change.ts'

/** Every figure that the council sets, by what it is for: what is in force, since when, and what waits for a second person. */
export const figuresPage = ({
  session,
  inForce,
  changes,
}: {
  readonly session: Session
  readonly inForce: Figures
  /** Those in force and those that wait. */
  readonly changes: readonly FigureChange[]
}): Html => {
  const groups = [...new Set(figureNames.map(name => definitionOf(name).group))]
  return layout({
    title: 'Figures',
    session,
    at: 'policy',
    content: html`
      ${heading(session.council.name, 'Figures')}
      <p class="govuk-body">What the council sets for itself beside its <a class="govuk-link" href="/policy">policies</a>. None is law’s: what the law asks no figure here can undercut. One person proposes a change and says why; another agrees.</p>
      ${groups.map(group =>
        table({
          caption: group,
          columns: [
            { label: 'Figure' },
            { label: 'In force' },
            { label: 'Since' },
            { label: 'Waits to be agreed' },
          ],
          rows: figureNames
            .filter(name => definitionOf(name).group === group)
            .map(name => {
              const own = changes.filter(({ figure }) => figure === name)
              const since = own.find(({ agreedAt }) => agreedAt !== null)?.agreedAt
              const waiting = own.find(isWaiting)
              return [
                html`<a class="govuk-link" href="/figures/${name}">${definitionOf(name).label}</a>`,
                figureInWords(name, inForce[name]),
                since ? formatDateOf(since) : 'as Evenhand comes',
                waiting ? tag(figureInWords(name, waiting.value), 'yellow') : '',
              ]
            }),
        }),
      )}`,
  })
}
